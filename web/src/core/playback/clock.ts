/** The class clock of a player: follows the sound where there is sound, and runs by itself where there is none. */

/** Gives the class time of the sound in ms, or null when it cannot lead now. */
export type Lead = () => number | null;

export class ClassClock {
  private base = 0;
  private since = 0;
  private running = false;
  private speed = 1;
  private lead: Lead | null = null;
  /** The clock never goes past this class ms (the live edge, or the end). */
  limit = Infinity;

  constructor(private readonly now: () => number) {
    this.since = now();
  }

  get playing(): boolean {
    return this.running;
  }

  get rate(): number {
    return this.speed;
  }

  /** Whether the sound leads just now. */
  get led(): boolean {
    return this.lead !== null;
  }

  /** Class time in ms. */
  position(): number {
    const led = this.lead?.() ?? null;
    if (led !== null) {
      // Kept, so that the clock goes on from here when the sound falls silent.
      this.base = Math.min(led, this.limit);
      this.since = this.now();
      return this.base;
    }
    const ran = this.running ? (this.now() - this.since) * this.speed : 0;
    return Math.min(this.base + ran, Math.max(this.base, this.limit));
  }

  play(): void {
    this.settle();
    this.running = true;
  }

  pause(): void {
    this.settle();
    this.running = false;
  }

  setRate(rate: number): void {
    this.settle();
    this.speed = rate;
  }

  /** Goes to a class ms; the sound leads again only when asked. */
  seek(time: number): void {
    this.lead = null;
    this.base = Math.max(0, Math.min(time, this.limit));
    this.since = this.now();
  }

  /** Lets the sound lead from now on, or takes the lead back, without a step in time. */
  follow(lead: Lead | null): void {
    this.settle();
    this.lead = lead;
  }

  private settle(): void {
    this.base = this.position();
    this.since = this.now();
  }
}
