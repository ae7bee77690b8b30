/** How far somebody who plays a running class is behind it, and what they have not seen of it. */
import type { Entry } from "../../wire";
import type { Chapter } from "./chapters";

/** This near to the newest moment somebody has caught up, in ms. */
export const CAUGHT_UP = 4_000;
/** Whoever was never further behind than this did not catch up: they were there. */
const AWAY = 10_000;

/** Whether somebody who was behind has reached the class; `farthest`: how far they were behind at most. */
export const hasCaughtUp = (behind: number, farthest: number): boolean =>
  behind <= CAUGHT_UP && farthest > AWAY;

/** How long it takes to reach a class that goes on, at this speed; null at the pace of the class or below. */
export function untilCaughtUp(behind: number, rate: number): number | null {
  return rate > 1 ? behind / (rate - 1) : null;
}

/** From where a person has not been in class: since they last went out, else from its beginning. */
export function missedFrom(entries: readonly Entry[], person: string): number {
  let from = 0;
  for (const { at, event } of entries) if (event.type === "PersonLeft" && event.person === person) from = at;
  return from;
}

/** The chapters that somebody has missed from a moment on. */
export const missedChapters = (chapters: readonly Chapter[], from: number): Chapter[] =>
  chapters.filter(({ to }) => to > from);
