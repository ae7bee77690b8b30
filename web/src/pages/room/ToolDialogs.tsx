// What those who lead set up for all: a timer, and groups. Loaded when first opened.
import { useState } from "react";
import { BreakoutsPanel } from "../../panels/breakouts";
import type { PanelProps } from "../../panels/props";
import { TimerPanel } from "../../panels/timerpanel";
import { Dialog } from "../../ui/Dialog";
import { useRoom } from "./context";

interface Props {
  which: "timer" | "breakouts";
  onClose: () => void;
  panel: PanelProps;
}

export default function ToolDialog({ which, onClose, panel }: Props) {
  const { session } = useRoom();
  const [now] = useState(() => () => session.live.now());
  if (which === "timer")
    return (
      <Dialog title="Timer and stopwatch" open onClose={onClose}>
        <TimerPanel {...panel} now={now} />
      </Dialog>
    );
  return (
    <Dialog title="Breakouts" wide open onClose={onClose}>
      <BreakoutsPanel {...panel} now={now} />
    </Dialog>
  );
}
