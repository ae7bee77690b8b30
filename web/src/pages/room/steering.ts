// What keys and typed commands do to the page: one way for both, and the same as the buttons.
import { useRef, useState } from "react";
import { newId } from "../../core/api";
import { boardOf } from "../../core/view/board";
import { handPlace } from "../../core/view/hands";
import type { Layout } from "../../core/view/staging";
import type { PanelProps } from "../../panels/props";
import type { Asked, PageDeed, Steering } from "../../panels/slash/row";
import { t } from "../../texts";
import { LAYOUT_WORDS, nextLayout } from "./arrange";
import { type Room, useShape } from "./context";
import type { Key } from "./keys";
import { type BarState, canShare, type PanelName } from "./MoreMenu";

/** What the page keeps of how it is set up. */
export interface Setup extends Pick<BarState, "captions" | "setCaptions" | "setReacting" | "toggle"> {
  layout: Layout;
  setLayout: (layout: Layout) => void;
  setPanel: (panel: PanelName) => void;
  setDialog: (dialog: Asked) => void;
  startNext: () => void;
  leave: () => void;
}

/** Opens the chat, and begins a command in its field. */
function useBegin({ setPanel }: Setup) {
  const begun = useRef({ count: 0, taken: 0 });
  const [, again] = useState(0);
  const begin = () => {
    begun.current.count += 1;
    setPanel("chat");
    again(begun.current.count);
  };
  return { begun: begun.current, begin };
}

function turner({ session, tell }: Room, setup: Setup) {
  const switches = {
    microphone: (on: boolean) => void session.setMicrophone(on),
    camera: (on: boolean) => void session.setCamera(on),
    screen: (on: boolean) =>
      on && !canShare() ? tell(t("room.no_sharing"), "bad") : void session.setScreen(on),
    captions: setup.setCaptions,
    grid: (on: boolean) => setup.setLayout(on ? "gallery" : "filmstrip"),
  };
  return (deed: PageDeed): void => {
    if ("on" in deed) switches[deed.page](deed.on);
    else if (deed.page === "open") setup.setPanel(deed.panel);
    else if (deed.page === "dialog") setup.setDialog(deed.dialog);
    else if (deed.page === "mode") void session.preferences.setMode(deed.mode);
    else if (deed.page === "react") setup.setReacting(true);
    else if (deed.page === "leave") setup.leave();
  };
}

/** The board comes onto the stage, or leaves it. */
function toggleBoard({ view, group, leads }: Room, act: PanelProps["act"]): void {
  if (!leads && !group) return;
  const to = group ? `group:${group.group}` : "everyone";
  const { shown, sheets } = boardOf(view.board, to);
  const sheet = sheets[sheets.length - 1] ?? newId("s");
  void act(shown ? { do: "HideBoard", to } : { do: "ShowBoard", sheet, to });
}

/** What each key does, and what those who type commands are offered. */
export function useSteering(
  room: Room,
  setup: Setup,
  act: PanelProps["act"],
): { steering: Steering; press: (key: Key) => void } {
  const { session, devices, view, me, leads, tell, may } = room;
  const { begun, begin } = useBegin(setup);
  const turn = turner(room, setup);
  const { microphone, camera, screen } = devices;
  const { captions, layout, setLayout, toggle, setDialog } = setup;
  const shape = useShape();
  const acts: Record<Exclude<Key, " ">, () => void> = {
    m: () => turn({ page: "microphone", on: !microphone }),
    v: () => turn({ page: "camera", on: !camera }),
    s: () => turn({ page: "screen", on: !screen }),
    h: () => void act(handPlace(view.hands, me) ? { do: "LowerHand", person: null } : { do: "RaiseHand" }),
    r: () => setup.setReacting(true),
    c: () => toggle("chat"),
    p: () => toggle("people"),
    q: () => toggle("questions"),
    o: () => toggle("polls"),
    d: () => toggle("tasks"),
    w: () => toggle("notebook"),
    n: setup.startNext,
    b: () => toggleBoard(room, act),
    g: () => (may("manage_breakouts") || view.breakouts.state === "open") && setDialog("breakouts"),
    t: () => leads && setDialog("timer"),
    a: () => setDialog("agenda"),
    l: () => {
      const next = nextLayout(layout, shape);
      setLayout(next);
      tell(LAYOUT_WORDS[next]);
    },
    k: () => turn({ page: "captions", on: !captions }),
    x: () => setDialog("leave"),
    "/": begin,
    "?": () => setDialog("keys"),
  };
  const own = { microphone, camera, screen, captions, grid: layout === "gallery" };
  const steering = { own, turn, act: session.live.commands.act, tell, begun };
  return { steering, press: (key) => key !== " " && acts[key]() };
}
