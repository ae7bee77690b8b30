// What others did in a class while somebody watches it: of entries, and of counts where the entries are not theirs to read.
import type { Entry } from "../../wire";
import type { Tally } from "../api";
import type { PollView } from "./types";

export interface Arrival {
  kind: "comments" | "questions" | "answers" | "messages" | "votes" | "drawings";
  /** Who did it, as far as this reader knows. */
  who: string | null;
  anonymous: boolean;
  /** The moment at which it stands, class ms. */
  at: number;
  count: number;
}

/** What the entries written after `seq` tell of others; while the class runs, of comments alone: all else is seen live. */
export function arrivalsAfter(seq: number, entries: readonly Entry[], me: string, over: boolean): Arrival[] {
  const fresh = entries.filter((one) => one.seq > seq).sort((a, b) => a.seq - b.seq);
  const own = new Set(
    fresh.flatMap(({ event }) => ("person" in event && event.person === me ? idsOf(event) : [])),
  );
  const found = new Map<string, Arrival>();
  for (const entry of fresh) {
    const [id, kind] = over || isComment(entry.event) ? told(entry) : NOTHING;
    if (kind === null || found.has(id) || own.has(id) || entry.by === me) continue;
    const { event } = entry;
    const who = event.type === "CommentApproved" ? event.person : entry.by;
    if (who === me) continue;
    const anonymous = "anonymous" in event && (event.anonymous ?? false);
    found.set(id, { kind, who, anonymous, at: entry.at, count: 1 });
  }
  return [...found.values()];
}

const NOTHING = ["", null] as const;

const isComment = ({ type }: Entry["event"]): boolean =>
  type === "CommentAdded" || type === "CommentApproved";

function idsOf(event: Entry["event"]): string[] {
  if (event.type === "CommentSigned") return [`comment ${event.comment}`];
  return event.type === "QuestionSigned" ? [`question ${event.question}`] : [];
}

/** What was taken back came blank. */
function told({ seq, event }: Entry): readonly [string, Arrival["kind"] | null] {
  switch (event.type) {
    case "CommentAdded":
    case "CommentApproved":
      return [`comment ${event.comment}`, event.text || event.note ? "comments" : null];
    case "QuestionAsked":
      return [`question ${event.question}`, event.text ? "questions" : null];
    case "QuestionAnswered":
      return [`answer ${event.question}`, "answers"];
    case "MessageSaid":
      return [`message ${event.message}`, event.text || event.files?.length ? "messages" : null];
    case "BallotCast":
      return [`vote ${seq}`, "votes"];
    case "ItemDrawn":
      return [`drawing ${event.item}`, event.late ? "drawings" : null];
    default:
      return NOTHING;
  }
}

/** How many others voted late, by poll, where only the counts are told. */
export function lateVoters(
  polls: readonly PollView[],
  tallies: Readonly<Record<string, Tally>>,
  me: string,
): Map<string, number> {
  const asked = polls.filter((one) => tallies[one.poll]);
  return new Map(
    asked.map(({ poll, ballots }) => {
      const own = ballots.get(me)?.late ? 1 : 0;
      return [poll, (tallies[poll]?.late_voters ?? 0) - own];
    }),
  );
}

/** What the counts tell of votes since; ballots that come by name to those who lead are no such news. */
export function votesSince(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
  polls: readonly PollView[],
  leads: boolean,
): Arrival[] {
  return polls
    .filter((one) => before.has(one.poll) && (one.anonymous || !leads))
    .map(({ poll, openedAt }) => ({
      kind: "votes" as const,
      who: null,
      anonymous: true,
      at: openedAt,
      count: (now.get(poll) ?? 0) - (before.get(poll) ?? 0),
    }))
    .filter(({ count }) => count > 0);
}
