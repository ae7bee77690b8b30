// The agenda: what is planned, which segment runs, and how the class went by it.
import type { Entry, Segment } from "../../wire";

/** A segment that began: its name as it was then, since when, and how much time it was given beyond the plan. */
export interface HeldSegment {
  segment: string;
  title: string;
  at: number;
  more: number;
}
export interface AgendaView {
  segments: readonly Segment[];
  running: HeldSegment | null;
  /** Those that are over, in the order in which they were held. */
  past: readonly (HeldSegment & { to: number })[];
}

export const noAgenda: AgendaView = { segments: [], running: null, past: [] };

export function foldAgenda(agenda: AgendaView, { at, event }: Entry): AgendaView {
  switch (event.type) {
    case "AgendaPlanned":
      return { ...agenda, segments: event.segments };
    case "SegmentStarted": {
      const { running } = agenda;
      const past = running ? [...agenda.past, { ...running, to: at }] : agenda.past;
      const next = agenda.segments.find((one) => one.segment === event.segment);
      const begun = next && { segment: next.segment, title: next.title, at, more: 0 };
      return { ...agenda, past, running: begun ?? null };
    }
    case "SegmentExtended": {
      const { running } = agenda;
      return { ...agenda, running: running && { ...running, more: running.more + event.more } };
    }
    case "ClassEnded":
      return agenda.running
        ? { ...agenda, past: [...agenda.past, { ...agenda.running, to: at }], running: null }
        : agenda;
    default:
      return agenda;
  }
}

/** The plan of the segment that runs. */
export const runningOf = ({ segments, running }: AgendaView): Segment | null =>
  segments.find((one) => one.segment === running?.segment) ?? null;

/** Ms left of the segment that runs, below 0 once its time is over; null when none runs. */
export function leftOf(agenda: AgendaView, now: number): number | null {
  const { running } = agenda;
  const planned = runningOf(agenda);
  return running && planned ? planned.length + running.more - (now - running.at) : null;
}

/** The segment to go on with: the one behind that which runs, or the first that was not held yet. */
export function nextOf({ segments, running, past }: AgendaView): Segment | null {
  const place = segments.findIndex((one) => one.segment === running?.segment);
  if (place >= 0) return segments[place + 1] ?? null;
  const held = new Set(past.map((one) => one.segment));
  return segments.find((one) => !held.has(one.segment)) ?? null;
}

/** How long all that is planned takes, in ms. */
export const lengthOf = (segments: readonly Segment[]): number =>
  segments.reduce((sum, one) => sum + one.length, 0);
