// What a page knows of its stay in a class, besides the timeline.
import type { Entry, Hidden } from "../wire";
import type { ErrorBody, Me, Tally } from "./api";

export type Link = "joining" | "waiting" | "busy" | "on" | "lost" | "gone" | "failed";
/** The server is busy: what it said, and when (performance.now) it is asked again. */
export interface Busy {
  code: string;
  message: string;
  until: number;
}
export interface LiveState {
  link: Link;
  /** performance.now() since the line is lost. */
  lostSince: number | null;
  gone: { code: string; message: string } | null;
  failed: ErrorBody | null;
  /** While it is set, the next try comes by itself; `link` is "busy", or "lost" in mid-class. */
  busy: Busy | null;
  /** Persons whose line is cut, their seat being held. */
  away: ReadonlySet<string>;
  me: Me;
  course: string;
  tallies: Readonly<Record<string, Tally>>;
  /** Persons who write now, with the time (performance.now) until which that is true. */
  typing: Readonly<Record<string, number>>;
  /** Why recording stopped by itself, told to staff until it goes on. */
  trouble: { code: string; message: string } | null;
  /** How often the class was entered; media is set up anew when it grows. */
  entered: number;
  /** How often the server lost what carries media while the class went on; media is built anew when it grows. */
  renewals: number;
}
export type Speaking = (people: ReadonlySet<string>) => void;

/** Before the class has answered. */
export const atFirst = (me: Me): LiveState => ({
  link: "joining",
  lostSince: null,
  gone: null,
  failed: null,
  busy: null,
  away: new Set(),
  me,
  course: "",
  tallies: {},
  typing: {},
  trouble: null,
  entered: 0,
  renewals: 0,
});

/** Whether nothing but who writes is another. */
export function onlyTyping(before: LiveState, now: LiveState): boolean {
  const others = (Object.keys(now) as (keyof LiveState)[]).filter((one) => one !== "typing");
  return others.every((one) => now[one] === before[one]);
}

/** The counts of a poll as the signal tells them. */
export function tallyOf(signal: Record<string, unknown>): Tally {
  const { counts, late_counts, voters, late_voters, answers } = signal as unknown as Tally;
  return {
    counts,
    late_counts: late_counts ?? [],
    voters,
    late_voters: late_voters ?? 0,
    answers: answers ?? [],
  };
}

/** Whoever has sent their words is not writing them any more. */
export function stillTyping(
  typing: LiveState["typing"],
  entries: readonly (Entry | Hidden)[],
): LiveState["typing"] {
  const said = entries.map((one) => ("event" in one && one.event.type === "MessageSaid" ? one.by : null));
  const left = Object.entries(typing).filter(([person]) => !said.includes(person));
  return left.length === Object.keys(typing).length ? typing : Object.fromEntries(left);
}
