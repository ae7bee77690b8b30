// Single keys of the room; never while somebody writes, and they can be turned off.
import { useEffect, useRef, useState } from "react";
import { t } from "../../texts";
import { Typing } from "../../ui/typing";

export const KEYS = [
  { key: "m", shown: "M", does: t("room.key_microphone") },
  { key: "v", shown: "V", does: t("room.key_camera") },
  { key: " ", shown: t("room.key_space"), does: t("room.key_talk") },
  { key: "s", shown: "S", does: t("room.key_share") },
  { key: "h", shown: "H", does: t("room.key_hand") },
  { key: "r", shown: "R", does: t("room.key_react") },
  { key: "c", shown: "C", does: t("room.key_chat") },
  { key: "p", shown: "P", does: t("room.key_people") },
  { key: "q", shown: "Q", does: t("room.key_questions") },
  { key: "o", shown: "O", does: t("room.key_polls") },
  { key: "d", shown: "D", does: t("room.key_tasks") },
  { key: "n", shown: "N", does: t("room.key_next_poll") },
  { key: "b", shown: "B", does: t("room.key_board") },
  { key: "g", shown: "G", does: t("room.key_groups") },
  { key: "w", shown: "W", does: t("room.key_notes") },
  { key: "t", shown: "T", does: t("room.key_timer") },
  { key: "a", shown: "A", does: t("room.key_agenda") },
  { key: "l", shown: "L", does: t("room.key_layout") },
  { key: "k", shown: "K", does: t("room.key_captions") },
  { key: "x", shown: "X", does: t("room.key_leave") },
  { key: "/", shown: "/", does: t("room.key_command") },
  { key: "?", shown: "?", does: t("room.key_list") },
] as const;
export type Key = (typeof KEYS)[number]["key"];

const OFF = "amphi.keys.off";

/** Where letters are written, or choose what begins so. */
const OWN_KEYS =
  "input, textarea, select, [role=menu], [role=listbox], [role=tree], [role=grid], [role=dialog], [role=alertdialog]";

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || Boolean(target.closest(OWN_KEYS)));

/** Space belongs to a focused control before it belongs to the microphone. */
const pressable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  Boolean(target.closest("button, a, [role=tab], [role=radio], label, summary"));

export function useKeys(press: (key: Key) => void, hold: (down: boolean) => void) {
  const [on, setOn] = useState(() => localStorage.getItem(OFF) !== "1");
  const acts = useRef({ press, hold });
  acts.current = { press, hold };
  useEffect(() => {
    if (!on) return;
    let holding = false;
    const typing = new Typing();
    const leave = () => typing.leave();
    const down = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (typing.takes(event, writes(event.target))) return;
      if (event.key === " ") {
        if (pressable(event.target)) return;
        event.preventDefault();
        holding = true;
        return acts.current.hold(true);
      }
      const found = KEYS.find((one) => one.key === event.key.toLowerCase());
      if (!found) return;
      event.preventDefault();
      acts.current.press(found.key);
    };
    const release = () => {
      if (holding) acts.current.hold(false);
      holding = false;
    };
    const up = (event: KeyboardEvent) => event.key === " " && release();
    addEventListener("keydown", down);
    addEventListener("keyup", up);
    addEventListener("blur", release);
    addEventListener("pointerdown", leave, true);
    return () => {
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("blur", release);
      removeEventListener("pointerdown", leave, true);
    };
  }, [on]);
  const choose = (next: boolean) => {
    localStorage.setItem(OFF, next ? "0" : "1");
    setOn(next);
  };
  return { on, setOn: choose };
}
