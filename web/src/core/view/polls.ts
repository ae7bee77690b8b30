// Questions put to the class, the ballots this reader may see, right answers, and what is on the stage.
import type { Entry, Event, PollOpened } from "../../wire";
import type { Answer, Prepared, Tally } from "../api";
import type { BallotView, KeyView, PollsView, PollView, View } from "./types";

export const noPolls: PollsView = { polls: [], onStage: null };

function change(polls: PollsView, poll: string, how: (one: PollView) => PollView): PollsView {
  return { ...polls, polls: polls.polls.map((one) => (one.poll === poll ? how(one) : one)) };
}

const opened = (event: PollOpened, at: number, by: string | null): PollView => ({
  poll: event.poll,
  question: event.question,
  options: event.options,
  multiple: event.multiple,
  kind: event.kind ?? "choice",
  anonymous: event.anonymous ?? false,
  results: event.results ?? "live",
  quiz: event.quiz ?? false,
  late: event.late ?? false,
  by,
  openedAt: at,
  endedAt: null,
  key: null,
  shown: false,
  ballots: new Map(),
});

export function foldPolls(polls: PollsView, { at, by, event }: Entry): PollsView {
  switch (event.type) {
    case "PollOpened":
      return { ...polls, polls: [...polls.polls, opened(event, at, by)] };
    case "KeyKept":
    case "KeyRevealed": {
      const { right, texts, explanation } = event;
      return change(polls, event.poll, (one) => ({ ...one, key: { right, texts, explanation } }));
    }
    case "BallotCast": {
      const ballot = { choices: event.choices, texts: event.texts ?? [], late: event.late, at };
      return change(polls, event.poll, (one) => ({
        ...one,
        ballots: new Map(one.ballots).set(by ?? "", ballot),
      }));
    }
    case "PollEnded":
      return change(polls, event.poll, (one) => ({ ...one, endedAt: at }));
    case "PollWithdrawn":
      return {
        polls: polls.polls.filter((one) => one.poll !== event.poll),
        onStage: polls.onStage === event.poll ? null : polls.onStage,
      };
    case "ResultsShown":
      // Played again, it may be withdrawn at this moment.
      if (!polls.polls.some((one) => one.poll === event.poll)) return polls;
      return {
        ...change(polls, event.poll, (one) => ({ ...one, shown: true })),
        onStage: event.poll,
      };
    case "ClassEnded":
      return {
        ...polls,
        polls: polls.polls.map((one) => (one.endedAt === null ? { ...one, endedAt: at } : one)),
      };
    default:
      return leavesStage(event) && polls.onStage !== null ? { ...polls, onStage: null } : polls;
  }
}

/** What comes onto the stage after the results takes their place. */
function leavesStage(event: Event): boolean {
  if (event.type === "TrackPublished") return event.source === "screen";
  return event.type === "ResultsHidden" || event.type === "PageShown";
}

/** The result as far as the visible ballots tell it; those who lead see all that are not anonymous. */
export function countBallots(poll: PollView): Tally {
  const tally: Tally = {
    counts: poll.options.map(() => 0),
    late_counts: poll.options.map(() => 0),
    voters: 0,
    late_voters: 0,
    answers: [],
  };
  const answers = new Map<string, Answer>();
  for (const { choices, texts, late } of poll.ballots.values()) {
    const row = late ? tally.late_counts : tally.counts;
    if (late) tally.late_voters += 1;
    else tally.voters += 1;
    choices.forEach((choice, place) => {
      row[choice] = (row[choice] ?? 0) + (poll.kind === "ranking" ? poll.options.length - place : 1);
    });
    for (const text of texts) {
      const known = answers.get(folded(text)) ?? { text: text.trim(), count: 0, late_count: 0 };
      if (late) known.late_count += 1;
      else known.count += 1;
      answers.set(folded(text), known);
    }
  }
  const weight = (one: Answer) => one.count + one.late_count;
  tally.answers = [...answers.values()].sort((a, b) => weight(b) - weight(a) || a.text.localeCompare(b.text));
  return tally;
}

/** A text without what makes no difference: case, spaces, forms of the same letter. */
export const folded = (text: string): string =>
  text.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).join(" ");

/** Whether an answer is right: of several all and no other, of a ranking the whole order. */
export function isRight(poll: PollView, key: KeyView, { choices, texts }: BallotView): boolean {
  const has = (option: number) => key.right.includes(option);
  switch (poll.kind) {
    case "text":
      return key.texts.some((text) => folded(text) === folded(texts[0] ?? ""));
    case "ranking":
      return choices.every((choice, place) => choice === key.right[place]);
    default:
      return (
        choices.length > 0 && choices.every(has) && (!poll.multiple || choices.length === key.right.length)
      );
  }
}

/** An answer as a person reads it. */
export function inWords(poll: PollView, { choices, texts }: Pick<BallotView, "choices" | "texts">): string {
  if (texts.length > 0) return texts.join(", ");
  const options = choices.map((choice) => poll.options[choice] ?? "");
  return (poll.kind === "ranking" ? options.map((one, place) => `${place + 1}. ${one}`) : options).join(", ");
}

/** The right answer in words. */
export const keyInWords = (poll: PollView, key: KeyView): string =>
  poll.kind === "text" ? key.texts.join(" or ") : inWords(poll, { choices: key.right, texts: [] });

/** Whether this reader may know how a poll stands now; the server tells the counts by the same rule. */
export function mayKnow(poll: PollView, leads: boolean, own: boolean): boolean {
  if (leads || poll.shown) return true;
  if (poll.results === "hidden") return false;
  return poll.endedAt !== null || (poll.results === "live" && own);
}

/** The first prepared poll that was not asked in this class yet. */
export const nextOf = (bank: readonly Prepared[], asked: readonly { poll: string }[]): Prepared | undefined =>
  bank.find((one) => !asked.some(({ poll }) => poll === one.poll));

/** The poll whose result is on the stage, as it is known by now. */
export function pollOnStage(view: View, whole?: View): PollView | undefined {
  const { onStage } = view.polls;
  return onStage === null ? undefined : (whole ?? view).polls.polls.find((one) => one.poll === onStage);
}
