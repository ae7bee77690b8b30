// The result of a poll on the stage, large: the same live and in playback.

import { isStaff } from "../core/view/people";
import { mayKnow } from "../core/view/polls";
import type { PollView } from "../core/view/types";
import { t } from "../texts";
import type { PanelProps } from "./props";
import { Result, verdict } from "./Result";
import { useTally } from "./tally";
import "./polls.css";

type Props = Pick<PanelProps, "me" | "mode" | "tallies" | "askTally"> & { poll: PollView };

export function StagePoll({ poll, me, mode, ...knows }: Props) {
  const staff = isStaff(me.role);
  const own = poll.ballots.get(me.person);
  // In the recording one's own answer comes first, then the class's.
  const first = mode === "later" && !staff && !own;
  const tally = useTally(poll, !first && mayKnow(poll, staff, Boolean(own)), staff, knows);
  return (
    <section
      className="stage-poll"
      aria-label={t("polls.result_of", { question: poll.question })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
    >
      <div>
        <h2 dir="auto">{poll.question}</h2>
        {tally && (
          <Result poll={poll} tally={tally} mine={own} answerKey={poll.endedAt === null ? null : poll.key} />
        )}
        {tally && poll.endedAt !== null && poll.key?.explanation && (
          <p className="explanation">{poll.key.explanation}</p>
        )}
        {tally && <p className="small muted nums">{verdict(tally)}</p>}
        {first && <p className="muted">{t("polls.answer_first")}</p>}
      </div>
    </section>
  );
}
