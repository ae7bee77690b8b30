/** Gathers the passages that a player has really played, to be told to the school every few seconds. */

export type Passage = [number, number];

/** What was played, and the silences that were left out. */
export interface Seen {
  spans: Passage[];
  skipped: Passage[];
}

/** The school takes so many at once. */
const MOST = 100;

const whole = (passages: Passage[]): Passage[] =>
  passages.map(([from, to]): Passage => [Math.floor(from), Math.ceil(to)]).filter(([from, to]) => to > from);

/** So much more than the clock allows is still the same passage: timers of a page ring unevenly. */
const UNEVEN = 1_000;

export class Watching {
  private readonly passages: Passage[] = [];
  private readonly skipped: Passage[] = [];
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

  /** A silence was left out in playing. */
  skip(from: number, to: number, rate: number, now: number): void {
    this.sample(from, true, rate, now);
    this.skipped.push([from, to]);
    this.last = { position: to, at: now };
  }

  /** What came since the last time, in whole ms; after a long time without a line the first part of it. */
  take(): Seen {
    return { spans: whole(this.passages.splice(0, MOST)), skipped: whole(this.skipped.splice(0, MOST)) };
  }

  /** It could not be told: it is told the next time. */
  giveBack({ spans, skipped }: Seen): void {
    this.passages.unshift(...spans);
    this.skipped.unshift(...skipped);
  }
}
