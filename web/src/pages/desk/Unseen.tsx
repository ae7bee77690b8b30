// What is new in a class for whoever looks at the desk: comments, those to approve, and answers to one's questions.
import type { DeskClass } from "../../core/api";
import { t } from "../../texts";
import { here } from "./model";

export function Unseen({ one }: { one: DeskClass }) {
  const { new: fresh, held, answers } = one.unseen;
  return (
    <>
      {answers > 0 && (
        <a className="btn sm" href={`${here(one.playback)}#questions`}>
          {t("late.answers_on_desk", { count: answers })}
        </a>
      )}
      {fresh + held > 0 && (
        <a className="btn sm" href={`${here(one.playback)}#comments`}>
          {held > 0
            ? t("comments.held_on_desk", { count: held })
            : t("comments.new_on_desk", { count: fresh })}
        </a>
      )}
    </>
  );
}
