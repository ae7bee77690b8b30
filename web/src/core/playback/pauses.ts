/** The stretches of a class that were not recorded: marked on the bar, skipped in playing. */

export interface Pause {
  from: number;
  to: number;
}

/** Shorter cracks are the recorder's rounding, not somebody's wish. */
const SHORTEST = 250;

/** Pauses between the recorded ranges, up to `end` ms; a class that is recorded nowhere has none. */
export function pausesOf(recorded: readonly (readonly [number, number])[], end: number): Pause[] {
  const pauses: Pause[] = [];
  let at = 0;
  for (const [from, to] of recorded) {
    if (from - at > SHORTEST) pauses.push({ from: at, to: from });
    at = Math.max(at, to);
  }
  if (recorded.length > 0 && end - at > SHORTEST) pauses.push({ from: at, to: end });
  return pauses;
}

/** Where playing goes on from `time` ms: the same place, or behind the pause it lies in. */
export function skipPause(pauses: readonly Pause[], time: number): number {
  const pause = pauses.find(({ from, to }) => time >= from && time < to);
  return pause === undefined ? time : pause.to;
}
