// What those who lead set up for all, and see of all: a timer, the agenda, groups, attendance. Loaded when first opened.
import { useState } from "react";
import { type EarlierGroup, get } from "../../core/api";
import { bringFilm } from "../../core/films";
import { saveFile } from "../../core/saving";
import { AgendaEditor } from "../../panels/AgendaEditor";
import { AgendaPanel } from "../../panels/agenda";
import { AttendancePanel } from "../../panels/attendance";
import { BreakoutsPanel } from "../../panels/breakouts";
import { FilmPanel } from "../../panels/filmpanel";
import type { PanelProps } from "../../panels/props";
import { TimerPanel } from "../../panels/timerpanel";
import { t } from "../../texts";
import { Dialog } from "../../ui/Dialog";
import { useRoom } from "./context";

interface Props {
  which: "timer" | "breakouts" | "agenda" | "attendance" | "films";
  onClose: () => void;
  panel: PanelProps;
}

function Agenda({ onClose, panel, now }: Omit<Props, "which"> & { now: () => number }) {
  const { leads } = useRoom();
  const [editing, setEditing] = useState(false);
  const { segments } = panel.view.agenda;
  return (
    <Dialog title={t("tools.agenda")} wide open onClose={onClose}>
      {editing ? (
        <AgendaEditor segments={segments} act={panel.act} onDone={() => setEditing(false)} />
      ) : (
        <AgendaPanel {...panel} now={now} leads={leads} edit={() => setEditing(true)} />
      )}
    </Dialog>
  );
}

export default function ToolDialog({ which, onClose, panel }: Props) {
  const { session, view, leads } = useRoom();
  const [now] = useState(() => () => session.live.now());
  const [askBefore] = useState(() => async () => {
    const { classId, token } = session.entry;
    return (await get<{ groups: EarlierGroup[] }>(`/classes/${classId}/groups/before`, token)).groups;
  });
  const [entries] = useState(() => () => session.live.timeline.entries);
  const [bring] = useState(() => (file: File, progress: (part: number) => void) => {
    const { classId, token } = session.entry;
    return bringFilm(classId, token, file, progress);
  });
  if (which === "agenda") return <Agenda onClose={onClose} panel={panel} now={now} />;
  if (which === "attendance") {
    const { classId, token } = session.entry;
    const save = (form: string) => saveFile(classId, token, "attendance", form, view.lesson.title);
    return (
      <Dialog title={t(leads ? "tools.attendance" : "tools.your_part")} wide open onClose={onClose}>
        <AttendancePanel panel={panel} entries={entries} now={now} save={save} />
      </Dialog>
    );
  }
  if (which === "films")
    return (
      <Dialog title={t("tools.films")} open onClose={onClose}>
        <FilmPanel {...panel} bring={bring} done={onClose} />
      </Dialog>
    );
  if (which === "timer")
    return (
      <Dialog title={t("tools.timer_and_stopwatch")} open onClose={onClose}>
        <TimerPanel {...panel} now={now} />
      </Dialog>
    );
  return (
    <Dialog title={t("tools.breakouts")} wide open onClose={onClose}>
      <BreakoutsPanel {...panel} now={now} askBefore={askBefore} />
    </Dialog>
  );
}
