// What those who lead set up for all: a timer, and groups. Loaded when first opened.
import { useState } from "react";
import { api } from "../../core/api";
import { bringFilm } from "../../core/films";
import { BreakoutsPanel } from "../../panels/breakouts";
import { FilmPanel } from "../../panels/filmpanel";
import type { PanelProps } from "../../panels/props";
import { TimerPanel } from "../../panels/timerpanel";
import { Dialog } from "../../ui/Dialog";
import { useRoom } from "./context";

interface Props {
  which: "timer" | "breakouts" | "films";
  onClose: () => void;
  panel: PanelProps;
}

export default function ToolDialog({ which, onClose, panel }: Props) {
  const { session } = useRoom();
  const [now] = useState(() => () => session.live.now());
  const [askBefore] = useState(() => async () => {
    const { classId, token } = session.entry;
    return (await api.groupsBefore(classId, token)).groups;
  });
  const [bring] = useState(() => (file: File, progress: (part: number) => void) => {
    const { classId, token } = session.entry;
    return bringFilm(classId, token, file, progress);
  });
  if (which === "films")
    return (
      <Dialog title="Films for everybody" open onClose={onClose}>
        <FilmPanel {...panel} bring={bring} done={onClose} />
      </Dialog>
    );
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
