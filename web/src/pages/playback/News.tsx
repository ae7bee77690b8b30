// What there is to tell above the class as it happened: tasks, what was written to the reader, what was done later.

import type { MessageView, View } from "../../core/view/types";
import type { PanelProps } from "../../panels/props";
import Arrived from "./Arrived";
import Later from "./Later";
import Reply from "./Reply";
import TaskHere from "./TaskHere";
import type { Classroom } from "./useClassroom";

interface Props extends Pick<PanelProps, "people" | "me" | "act"> {
  room: Classroom;
  view: View;
  full: View;
  second: number;
  leads: boolean;
  /** The tasks are not in sight; this brings them there. */
  openTasks?: () => void;
  showMessage: (message: MessageView) => void;
  /** Go to a moment, with the class as it happened in sight. */
  showMoment: (at: number) => void;
}

export default function News({
  room,
  view,
  full,
  second,
  leads,
  openTasks,
  showMessage,
  showMoment,
  ...panel
}: Props) {
  const { me, act } = panel;
  const over = full.lesson.endedAt !== null;
  return (
    <>
      <Arrived {...{ room, full, me }} people={panel.people} />
      {openTasks && !leads && <TaskHere {...{ view, full, me, second }} open={openTasks} />}
      {over && <Reply {...panel} chat={full.chat} show={showMessage} />}
      {over && leads && !me.looks && (
        <Later {...{ me, act }} id={room.id} token={room.token} show={showMoment} />
      )}
    </>
  );
}
