// What those who lead set up for all, and see of all: a timer, groups, attendance. Loaded when first opened.
import { useState } from "react";
import { api } from "../../core/api";
import { saveFile } from "../../core/saving";
import { AttendancePanel } from "../../panels/attendance";
import { BreakoutsPanel } from "../../panels/breakouts";
import type { PanelProps } from "../../panels/props";
import { TimerPanel } from "../../panels/timerpanel";
import { Dialog } from "../../ui/Dialog";
import { useRoom } from "./context";

interface Props {
  which: "timer" | "breakouts" | "attendance";
  onClose: () => void;
  panel: PanelProps;
}

export default function ToolDialog({ which, onClose, panel }: Props) {
  const { session, view, leads } = useRoom();
  const [now] = useState(() => () => session.live.now());
  const [askBefore] = useState(() => async () => {
    const { classId, token } = session.entry;
    return (await api.groupsBefore(classId, token)).groups;
  });
  const [entries] = useState(() => () => session.live.timeline.entries);
  if (which === "attendance") {
    const { classId, token } = session.entry;
    const save = (form: string) => saveFile(classId, token, "attendance", form, view.lesson.title);
    return (
      <Dialog title={leads ? "Attendance" : "Your part"} wide open onClose={onClose}>
        <AttendancePanel panel={panel} entries={entries} now={now} save={save} />
      </Dialog>
    );
  }
  if (which === "timer")
    return (
      <Dialog title="Timer and stopwatch" open onClose={onClose}>
        <TimerPanel {...panel} now={now} />
      </Dialog>
    );
  return (
    <Dialog title="Breakouts" wide open onClose={onClose}>
      <BreakoutsPanel {...panel} now={now} askBefore={askBefore} />
    </Dialog>
  );
}
