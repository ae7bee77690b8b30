// Looks at one's own line every few seconds, keeps what was read last, and tells those who lead when it is weak.
import { type Judgement, judge, type Level, type Reading, read, Settling, type Shortage } from "./quality";

export interface Seen {
  level: Level;
  narrow: boolean;
  busy: boolean;
  /** What the server holds back. */
  shortage: Shortage | null;
  judged: Judgement | null;
  now: Reading | null;
  before: Reading | null;
}
type Report = Parameters<typeof read>[1];

const EVERY_MS = 3000;
/** A signal may be lost, and somebody who leads may come later: a line that is not good is told again. */
const AGAIN_MS = 20_000;
/** The server tells every ten seconds what it holds back; who hears nothing of it for so long missed the end. */
const OVER_MS = 25_000;

export class Watch {
  seen: Seen = {
    level: "good",
    narrow: false,
    busy: false,
    shortage: null,
    judged: null,
    now: null,
    before: null,
  };
  private settling = new Settling();
  private held: Shortage | null = null;
  private heldAt = 0;
  private timer: ReturnType<typeof setInterval> | null = null;
  private readonly listeners = new Set<() => void>();
  private told: { level: Level; at: number } = { level: "good", at: 0 };

  constructor(
    private readonly stats: () => Promise<[Report, Report]>,
    private readonly tell: (level: Level) => void,
    private readonly looked: () => ReadonlySet<string> = () => new Set(),
  ) {}

  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };

  start(): void {
    this.timer ??= setInterval(() => void this.look().catch(() => undefined), EVERY_MS);
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  /** The server told what it holds back of the pictures; anything but that is nothing. */
  hold(pictures: unknown, carries: unknown, at = performance.now()): void {
    const short = pictures === "smaller" || pictures === "stopped";
    this.held = short ? { pictures, carries: Number(carries) || 0 } : null;
    this.heldAt = at;
  }

  /** Look now. */
  async look(at = performance.now()): Promise<void> {
    const now = read(at, ...(await this.stats()));
    const before = this.seen.now;
    if (at - this.heldAt > OVER_MS) this.held = null;
    const shortage = this.held;
    const judged = before ? judge(before, now, this.looked(), shortage) : null;
    if (judged) this.settling.take(judged);
    const { level, narrow, busy } = this.settling;
    this.seen = { level, narrow, busy, shortage, judged, now, before };
    if (level !== this.told.level || (level !== "good" && at - this.told.at >= AGAIN_MS)) {
      this.told = { level, at };
      this.tell(level);
    }
    for (const heard of this.listeners) heard();
  }
}
