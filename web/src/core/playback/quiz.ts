// The questions that were put into a class after it ended: playing stops at each that still waits for the reader.
import type { PollView } from "../view/types";

/** More than this in one step is a jump, not playing, at whatever speed. */
const STEP = 1_500;

/** The first such question that playing from one class ms to another has reached. */
export function nextStop(polls: readonly PollView[], me: string, from: number, to: number): string | null {
  if (to <= from || to - from > STEP) return null;
  const waits = polls.filter((one) => one.late && !one.ballots.has(me));
  // What stands at the very beginning is reached with the first step.
  const reached = waits.filter(({ openedAt: at }) => (at > from || (from === 0 && at === 0)) && at <= to);
  return reached.sort((a, b) => a.openedAt - b.openedAt)[0]?.poll ?? null;
}
