// How a poll stands, as far as the reader may know: counted from the ballots one sees, or asked for.
import { useEffect } from "react";
import type { Tally } from "../core/api";
import { countBallots } from "../core/view/polls";
import type { PollView } from "../core/view/types";
import type { PanelProps } from "./props";

const voted = (tally: Tally): number => tally.voters + tally.late_voters;

type Knows = Pick<PanelProps, "tallies" | "askTally">;

/** The counts that this reader may know; asked for when they are not here. */
export function useTally(poll: PollView, may: boolean, staff: boolean, { tallies, askTally }: Knows) {
  const told = tallies?.[poll.poll] ?? null;
  const wants = may && told === null;
  // A new ballot of one's own or the end of the poll changes what may be known.
  useEffect(() => {
    if (wants) askTally?.(poll.poll);
  }, [wants, askTally, poll.poll]);
  if (!may) return null;
  if (!staff || poll.anonymous) return told;
  // Staff see each ballot as it comes, but those cast before they led the class only in the counts.
  const seen = countBallots(poll);
  return told === null || voted(seen) > voted(told) ? seen : told;
}
