// What those who lead said to a work, for whose work it is.
import type { TaskView } from "../../core/view/tasks";
import { t } from "../../texts";
import { nameOf, type PanelProps } from "../props";
import { Words } from "../Words";

interface Props {
  task: TaskView;
  person: string;
  people: PanelProps["people"];
}

export function Feedback({ task, person, people }: Props) {
  const said = task.said.get(person);
  if (!said) return null;
  const { by, text, verdict } = said;
  return (
    <div className="feedback" data-verdict={verdict}>
      <p className="small">
        <b>{t("tasks.feedback_by", { name: nameOf(people, by) })}</b>
      </p>
      {text && (
        <p className="task-words" dir="auto">
          <Words text={text} />
        </p>
      )}
      {verdict !== "seen" && (
        <p className="small">{t(verdict === "done" ? "tasks.is_done" : "tasks.please_again")}</p>
      )}
    </div>
  );
}
