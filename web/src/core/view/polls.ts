// Questions put to the class and the ballots this reader may see.
import type { Entry } from "../../wire";
import type { PollsView, PollView } from "./types";

export const noPolls: PollsView = { polls: [] };

function change(polls: PollsView, poll: string, how: (one: PollView) => PollView): PollsView {
  return { polls: polls.polls.map((one) => (one.poll === poll ? how(one) : one)) };
}

export function foldPolls(polls: PollsView, { at, by, event }: Entry): PollsView {
  switch (event.type) {
    case "PollOpened": {
      const { poll, question, options, multiple } = event;
      const opened = {
        poll,
        question,
        options,
        multiple,
        by,
        openedAt: at,
        endedAt: null,
        ballots: new Map(),
      };
      return { polls: [...polls.polls, opened] };
    }
    case "BallotCast": {
      const ballot = { choices: event.choices, late: event.late, at };
      return change(polls, event.poll, (one) => ({
        ...one,
        ballots: new Map(one.ballots).set(by ?? "", ballot),
      }));
    }
    case "PollEnded":
      return change(polls, event.poll, (one) => ({ ...one, endedAt: at }));
    case "ClassEnded":
      return { polls: polls.polls.map((one) => (one.endedAt === null ? { ...one, endedAt: at } : one)) };
    default:
      return polls;
  }
}

export interface Counts {
  live: number[];
  late: number[];
  voters: number;
  lateVoters: number;
}

/** The result as far as the visible ballots tell it; staff see all of them. */
export function countBallots(poll: PollView): Counts {
  const counts: Counts = {
    live: poll.options.map(() => 0),
    late: poll.options.map(() => 0),
    voters: 0,
    lateVoters: 0,
  };
  for (const ballot of poll.ballots.values()) {
    const row = ballot.late ? counts.late : counts.live;
    if (ballot.late) counts.lateVoters += 1;
    else counts.voters += 1;
    for (const choice of ballot.choices) row[choice] = (row[choice] ?? 0) + 1;
  }
  return counts;
}
