// Who was in the class that plays, and what each did in it: at the moment that plays, and up to now.
import { useCallback } from "react";
import type { TimelineAnswer } from "../../core/api";
import { saveFile } from "../../core/saving";
import { isStaff } from "../../core/view/people";
import type { View } from "../../core/view/types";
import { AttendancePanel } from "../../panels/attendance";
import { t } from "../../texts";
import { Dialog } from "../../ui/Dialog";
import type { Classroom } from "./useClassroom";

interface Props {
  first: TimelineAnswer;
  token: string | undefined;
  room: Classroom;
  /** The whole class. */
  view: View;
  position: number;
  close: () => void;
}

export default function Attendance({ first, token, room, view, position, close }: Props) {
  const { timeline } = room;
  const entries = useCallback(() => timeline.entries, [timeline]);
  // The end of the class, or the last that is known while it goes on.
  const now = useCallback(() => {
    const { lesson, at } = timeline.live();
    return lesson.endedAt ?? at;
  }, [timeline]);
  const panel = { view, people: timeline.people, me: first.me, mode: "later" as const };
  return (
    <Dialog
      title={isStaff(first.me.role) ? t("playback.attendance") : t("playback.your_part")}
      wide
      open
      onClose={close}
    >
      <AttendancePanel
        panel={panel}
        entries={entries}
        now={now}
        position={position}
        save={(form) => saveFile(first.class, token, "attendance", form, first.title)}
      />
    </Dialog>
  );
}
