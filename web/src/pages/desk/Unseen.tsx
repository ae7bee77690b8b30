// What is new in a class for whoever looks at the desk: answers, comments, those to approve, what was said to one's works, what was
// done later.
import type { DeskClass } from "../../core/api";
import { doneLater } from "../../panels/doneLater";
import { t } from "../../texts";
import { here } from "./model";

/** Of works that are to be done again is told as long as they can be. */
function Works({ one, now }: Props) {
  const { again, feedback } = one.unseen;
  const open = one.closes_at === null || one.closes_at > now;
  if ((again === 0 || !open) && feedback === 0) return null;
  return (
    <a className="btn sm" href={`${here(one.playback)}#tasks`}>
      {again > 0 && open
        ? t("tasks.again_on_desk", { count: again })
        : t("tasks.feedback_on_desk", { count: feedback })}
    </a>
  );
}

interface Props {
  one: DeskClass;
  now: number;
}

export function Unseen({ one, now }: Props) {
  const { new: fresh, held, answers, replies } = one.unseen;
  const late = doneLater(one.unseen);
  return (
    <>
      {answers > 0 && (
        <a className="btn sm" href={`${here(one.playback)}#questions`}>
          {t("late.answers_on_desk", { count: answers })}
        </a>
      )}
      {replies > 0 && (
        <a className="btn sm" href={here(one.playback)}>
          {t("late.replies_on_desk", { count: replies })}
        </a>
      )}
      {fresh + held > 0 && (
        <a className="btn sm" href={`${here(one.playback)}#comments`}>
          {held > 0
            ? t("comments.held_on_desk", { count: held })
            : t("comments.new_on_desk", { count: fresh })}
        </a>
      )}
      <Works one={one} now={now} />
      {late && (
        <a className="btn sm" href={`${here(one.playback)}#later`}>
          {t("late.done_later", { what: late })}
        </a>
      )}
    </>
  );
}
