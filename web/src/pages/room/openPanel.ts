// Which panel is open: on wide windows the chat from the start, on narrow ones what somebody asked for.
import { useState } from "react";
import type { Shape } from "./context";
import type { PanelName } from "./MoreMenu";

export interface Open {
  shape: Shape;
  panel: PanelName | null;
  asked: boolean; // by a press, not by the width of the window
}

const atFirst = (shape: Shape): Open => ({ shape, panel: shape === "desk" ? "chat" : null, asked: false });

/** A panel that somebody opened, or writes in, stays when the window changes; on a wide window there always is one. */
export function reshaped(open: Open, shape: Shape, used: boolean): Open {
  if (shape === "desk") return { ...open, shape, panel: open.panel ?? "chat" };
  return open.asked || used ? { ...open, shape } : atFirst(shape);
}

const inUse = () => document.activeElement?.closest(".panel") != null;

export function useOpenPanel(shape: Shape) {
  const [open, setOpen] = useState(() => atFirst(shape));
  // Before it is drawn, so that a dialog of the panel never lives through a moment without it.
  if (open.shape !== shape) setOpen(reshaped(open, shape, inUse()));
  const setPanel = (panel: PanelName | null) => setOpen((now) => ({ ...now, panel, asked: panel !== null }));
  const toggle = (name: PanelName) =>
    setOpen((now) => ({ ...now, panel: now.panel === name ? null : name, asked: now.panel !== name }));
  return { panel: open.panel, setPanel, toggle };
}
