/** Gathers the passages that a player has really played, to be told to the school every few seconds. */

export type Passage = [number, number];

/** So much more than the clock allows is still the same passage: timers of a page ring unevenly. */
const UNEVEN = 1_000;

export class Watching {
  private readonly passages: Passage[] = [];
  private last: { position: number; at: number } | null = null;

  /** What plays now; `now` is any clock in ms. */
  sample(position: number, running: boolean, rate: number, now: number): void {
    const { last } = this;
    this.last = running ? { position, at: now } : null;
    if (last === null) return;
    const moved = position - last.position;
    if (moved <= 0 || moved > (now - last.at) * rate + UNEVEN) return;
    const open = this.passages.at(-1);
    if (open && open[1] === last.position) open[1] = position;
    else this.passages.push([last.position, position]);
  }

  /** What came since the last time, in whole ms. */
  take(): Passage[] {
    return this.passages
      .splice(0)
      .map(([from, to]): Passage => [Math.floor(from), Math.ceil(to)])
      .filter(([from, to]) => to > from);
  }

  /** It could not be told: it is told the next time. */
  giveBack(passages: readonly Passage[]): void {
    this.passages.unshift(...passages);
  }
}
