/** Brings the sound of a class to the loudness that all classes have: quieter by its volume, louder through an amplifier. */
import type { Amplifier } from "./amplifier";

type Kind = Pick<typeof import("./amplifier"), "Amplifier" | "canAmplify">;

/** Ms for which sound waits for its amplifier; until it comes the class is as quiet as it was recorded. */
const PATIENCE = 800;

export class Evened {
  /** Told when the element stands because nothing passes any more: another one must sound in its place. */
  lost: () => void = () => undefined;
  private kind: Kind | null = null;
  private loading = false;
  private amplifier: Amplifier | null = null;
  private given = 0;
  private wanted = true;
  private applied = Number.NaN;
  private without = false;
  /** It was waited for long enough. */
  private waited = false;
  private since: number | null = null;

  constructor(
    private audio: HTMLAudioElement,
    private readonly now: () => number,
    private readonly load: () => Promise<Kind> = () => import("./amplifier"),
  ) {}

  /** By how many dB the class is to be louder. */
  set gain(db: number) {
    this.given = db;
    this.apply();
  }

  /** Whether it is wanted at all. */
  set even(even: boolean) {
    this.wanted = even;
    this.apply();
  }

  private get db(): number {
    return this.wanted ? this.given : 0;
  }

  private apply(): void {
    const { db } = this;
    if (db === this.applied) return;
    this.applied = db;
    this.audio.volume = Math.min(1, 10 ** (db / 20));
    if (this.amplifier?.holds) this.amplifier.set(Math.max(0, db));
    else if (db > 0 && !this.loading && !this.without) {
      this.loading = true;
      this.load().then(
        (kind) => {
          this.without ||= !kind.canAmplify();
          this.kind = kind;
        },
        () => {
          this.without = true;
        },
      );
    }
  }

  /** Asked before sound begins, as often as one likes: whether it may, or is to wait for the sound device. */
  ready(): boolean {
    if (!this.holds && (this.db <= 0 || this.without)) return true;
    if (this.kind !== null) this.amplifier ??= new this.kind.Amplifier(this.audio);
    this.amplifier?.wake();
    if (!this.amplifier?.runs) return this.wait();
    this.since = null;
    this.waited = false;
    if (!this.amplifier.holds) this.amplifier.set(this.db);
    return true;
  }

  private wait(): boolean {
    if (this.waited && !this.holds) return true;
    this.since ??= this.now();
    if (this.now() - this.since < PATIENCE) return false;
    if (this.holds) this.lost();
    else this.waited = true;
    return this.waited;
  }

  /** Whether the sound device has come after all: sound that begins now would pass through it, and what plays does not. */
  get comes(): boolean {
    return this.waited && this.waits && (this.amplifier?.runs ?? false);
  }

  /** From now on this element sounds, by itself. */
  plain(audio: HTMLAudioElement): void {
    this.without = true;
    this.waited = false;
    this.since = null;
    this.close();
    this.audio = audio;
    this.applied = Number.NaN;
    this.apply();
  }

  /** Whether sound that begins now would pass through an amplifier, and what plays does not. */
  get waits(): boolean {
    return this.db > 0 && !this.holds && !this.without;
  }

  get holds(): boolean {
    return this.amplifier?.holds ?? false;
  }

  /** Whether what the element plays can be heard just now. */
  get passes(): boolean {
    return !this.holds || this.amplifier!.runs;
  }

  /** Ms by which what is heard is behind what the element says. */
  get lag(): number {
    return this.amplifier?.lag ?? 0;
  }

  /** The browser wants a press first, for the sound device too: with the press it is tried again. */
  again(): void {
    if (!this.kind?.canAmplify()) return;
    this.without = this.waited = false;
    this.since = null;
  }

  rest(): void {
    this.since = null;
    this.amplifier?.rest();
  }

  close(): void {
    this.amplifier?.close();
    this.amplifier = null;
  }
}
