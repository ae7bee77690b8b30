/**
 * The time of a sound that plays, between the moments at which its element tells it. Firefox tells it only every 40 ms, and
 * later on a busy machine: what it tells is never ahead of what sounds, but often behind. So of what was told within
 * the last second, that counts which was furthest ahead.
 */

/** Ms for which what was told counts. */
const WINDOW = 1_000;
/** Class ms by which the time may be ahead of what the element tells: more, and the sound stands. */
const MOST = 120;

/** Whether this is a browser that tells the time so: elsewhere it may also be ahead, and is right in the middle. */
export const tellsLate = (): boolean => "mozAudioCaptured" in HTMLMediaElement.prototype;

export class SteadyTime {
  /** Class ms at time 0 of the wall, by each time told. */
  private told: { at: number; zero: number }[] = [];
  private rate = 1;
  private last = -1;

  /** `time`: what the element tells in ms; `now`: ms of the wall. */
  read(time: number, now: number, rate: number): number {
    // Another speed, or another place: nothing told before counts.
    if (rate !== this.rate || time < this.last) this.told = [];
    this.rate = rate;
    this.last = time;
    this.told = this.told.filter(({ at }) => now - at < WINDOW);
    this.told.push({ at: now, zero: time - now * rate });
    const zero = Math.max(...this.told.map((one) => one.zero));
    return Math.min(time + MOST, zero + now * rate);
  }

  /** It begins anew, elsewhere or after it stood. */
  reset(): void {
    this.told = [];
    this.last = -1;
  }
}
