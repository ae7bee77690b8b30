// The dot with which somebody points on the slides: told a few times a second, seen for a moment, never kept.
import type { Tell } from "./board/wet";

export interface Dot {
  x: number;
  y: number;
}

const EVERY_MS = 90;
const EVERY_MS_IN_A_CROWD = 220;
const CROWD = 40;

/** A dot of another person on this surface, null when it is gone from it, undefined when the signal says nothing of it. */
export function heardDot(signal: Record<string, unknown>, surface: string): Dot | null | undefined {
  if (signal.type !== "pointer") return undefined;
  const { x, y } = signal;
  if (signal.surface !== surface || typeof x !== "number" || typeof y !== "number") return null;
  return { x, y };
}

/** Tells where one points; the last place is always told, if a little later. */
export class DotTold {
  private told = 0;
  private next: Dot | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly surface: string,
    private readonly tell: Tell,
    private readonly people: () => number,
  ) {}

  at(dot: Dot): void {
    const many = this.people();
    if (many < 2) return;
    this.next = dot;
    this.timer ??= setTimeout(
      this.send,
      Math.max(0, this.told + (many > CROWD ? EVERY_MS_IN_A_CROWD : EVERY_MS) - performance.now()),
    );
  }

  private readonly send = (): void => {
    this.timer = null;
    if (!this.next) return;
    this.told = performance.now();
    const { x, y } = this.next;
    this.next = null;
    this.tell({ type: "pointer", surface: this.surface, x: Math.round(x), y: Math.round(y) });
  };

  gone(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = this.next = null;
    if (this.told > 0) this.tell({ type: "pointer", surface: this.surface, x: null, y: null });
    this.told = 0;
  }
}
