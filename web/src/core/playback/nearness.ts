/** Keeps somebody who plays a running class as near to its newest moment as their line and browser allow. */

/** Ms of sound that stay in hand at the least: at first, and after it stood ever so often. */
const WANTED = 250;
const MOST = 1_200;
/** By how many ms more is kept in hand after the sound stood, and less after a minute in which it did not. */
const MORE = 250;
const LESS = 100;
const CALM = 60_000;
/** Ms for which the least in hand is looked at: some pieces of the recording. */
const WINDOW = 3_000;
/** Ms more than wanted from which on it is worth going faster, and down to which. */
const WORTH = 100;
const ENOUGH = 20;
/** This near to the newest moment, in ms, what is in hand decides how near one can be. */
const NEAR = 5_000;
/** Ms in hand beyond which somebody is behind the class, because they wish to be. */
const BEHIND = 4_000;
/** Ms for which the least in hand must be too little before it goes slower: two pieces. */
const SHORT = 1_200;
/** So much faster, until it is near, and so much slower, until enough is in hand: nobody hears that. Far off a little more. */
const FASTER = 1.05;
const SLOWER = 0.95;
const FAR = 300;
const FAR_FASTER = 1.1;

export class Nearness {
  private wanted = WANTED;
  private leans = false;
  /** Too little is in hand. */
  private yields = false;
  private caught = false;
  private stood = false;
  private changedAt = 0;
  private seen: { at: number; ms: number }[] = [];

  /** Begins anew, at another place. */
  reset(): void {
    this.seen = [];
    this.leans = this.yields = this.caught = this.stood = false;
  }

  /**
   * One step. `left`: ms to the newest moment; `ms` of sound are in hand, null while no sound leads; it `stands` when it waits for
   * more. Gives the speed to play at where `rate` is wished for: a little more far from the edge, a little less where
   * too little is in hand, and never more than the class itself at it.
   */
  step(left: number, ms: number | null, stands: boolean, rate: number, now: number): number {
    if (left >= NEAR) this.reset();
    if (left >= NEAR || ms === null) return rate;
    if (stands) this.stand(now);
    else this.stood = false;
    if (now - this.changedAt > CALM && this.wanted > WANTED) {
      this.wanted = Math.max(WANTED, this.wanted - LESS);
      this.changedAt = now;
    }
    this.seen = this.seen.filter(({ at }) => now - at < WINDOW);
    const whole = this.seen[0] !== undefined && now - this.seen[0].at > WINDOW - 500;
    this.seen.push({ at: now, ms });
    const least = this.least(now, WINDOW);
    // Whoever is faster than the class goes at its pace once they have reached it.
    this.caught = least < this.wanted + (this.caught ? BEHIND : 2 * MORE);
    if (rate < 1 || (rate > 1 && !this.caught)) return rate;
    this.leans = whole && least < BEHIND && least > this.wanted + (this.leans ? ENOUGH : WORTH);
    this.yields = this.least(now, SHORT) < this.wanted - (this.yields ? 0 : WORTH);
    if (this.yields) return SLOWER;
    if (!this.leans) return 1;
    return least > this.wanted + FAR ? FAR_FASTER : FASTER;
  }

  private least(now: number, span: number): number {
    return Math.min(...this.seen.filter(({ at }) => now - at < span).map((one) => one.ms));
  }

  private stand(now: number): void {
    if (this.stood) return;
    this.stood = true;
    this.leans = false;
    this.seen = [];
    this.wanted = Math.min(MOST, this.wanted + MORE);
    this.changedAt = now;
  }
}

/** Ms for which whoever went to the newest moment is brought to it, however long its media takes to come. */
const AIMING = 6_000;
/** Ms by which they are too far from it. */
const OFF = 400;

/** Somebody went to the newest moment: it goes on while its media is on its way, and what was known of it may be old. */
export class Aim {
  private until = 0;

  /** Somebody went somewhere: to the newest moment, or elsewhere. */
  take(newest: boolean, now: number): void {
    this.until = newest ? now + AIMING : 0;
  }

  /** Whether to go there once more; `off`: ms by which they are further from it than they wished. */
  misses(off: number, now: number): boolean {
    return now < this.until && off > OFF;
  }
}
