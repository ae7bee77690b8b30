// What those who lead set up for all: a timer, the agenda, and groups. Loaded when first opened.
import { useState } from "react";
import { api } from "../../core/api";
import { AgendaEditor } from "../../panels/AgendaEditor";
import { AgendaPanel } from "../../panels/agenda";
import { BreakoutsPanel } from "../../panels/breakouts";
import type { PanelProps } from "../../panels/props";
import { TimerPanel } from "../../panels/timerpanel";
import { Dialog } from "../../ui/Dialog";
import { useRoom } from "./context";

interface Props {
  which: "timer" | "breakouts" | "agenda";
  onClose: () => void;
  panel: PanelProps;
}

function Agenda({ onClose, panel, now }: Omit<Props, "which"> & { now: () => number }) {
  const { leads } = useRoom();
  const [editing, setEditing] = useState(false);
  const { segments } = panel.view.agenda;
  return (
    <Dialog title="Agenda" wide open onClose={onClose}>
      {editing ? (
        <AgendaEditor segments={segments} act={panel.act} onDone={() => setEditing(false)} />
      ) : (
        <AgendaPanel {...panel} now={now} leads={leads} edit={() => setEditing(true)} />
      )}
    </Dialog>
  );
}

export default function ToolDialog({ which, onClose, panel }: Props) {
  const { session } = useRoom();
  const [now] = useState(() => () => session.live.now());
  const [askBefore] = useState(() => async () => {
    const { classId, token } = session.entry;
    return (await api.groupsBefore(classId, token)).groups;
  });
  if (which === "agenda") return <Agenda onClose={onClose} panel={panel} now={now} />;
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
