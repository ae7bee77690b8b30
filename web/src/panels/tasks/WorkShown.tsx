// What somebody handed in: words, files, or a note on the board.
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import { wallDay, wallTime } from "../../ui/clock";
import type { Attachment } from "../../wire";
import { Attachments } from "../Attachments";
import type { MessagePanel } from "../props";
import { Words } from "../Words";
import { noteOf } from "./board";

export interface Shown {
  text: string;
  files: readonly Attachment[];
  item: string | null;
  /** Unix ms. */
  wrote: number;
  late: boolean;
  early: boolean;
}

export function WorkShown({ work, view, panel }: { work: Shown; view: View; panel: MessagePanel }) {
  const note = work.item === null ? null : noteOf(view.board, work.item);
  return (
    <div className="work">
      {work.item !== null && <p dir="auto">{note ? note.text : t("tasks.note_gone")}</p>}
      {work.text && (
        <p className="task-words" dir="auto">
          <Words text={work.text} />
        </p>
      )}
      <Attachments files={work.files} panel={panel} active />
      <p className="small muted">
        {t("tasks.was_handed_in", { day: wallDay(work.wrote), time: wallTime(work.wrote) })}
        {work.late && ` · ${t("polls.later")}`}
        {work.early && ` · ${t("tasks.early")}`}
      </p>
    </div>
  );
}
