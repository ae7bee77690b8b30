// Where a late command belongs: at the moment that plays, and never beyond the end of the class.
import { LATE_ABLE } from "../../wire";

const late = new Set<string>(LATE_ABLE);

/** The sound of a recording may last some milliseconds longer than its class: that still is the end, not a wrong moment. */
export function placed<C extends { do: string; at?: number }>(
  command: C,
  position: number,
  endedAt: number | null,
): C & { at?: number } {
  if (!late.has(command.do)) return command;
  const moment = Math.max(0, Math.floor(command.at ?? position));
  return { ...command, at: endedAt === null ? moment : Math.min(moment, endedAt) };
}

/** The moment that a page shows, in tenths of a second: never before the clock, or what is placed here was not seen here. */
export const shownAt = (position: number): number => Math.ceil(position / 100) * 100;
