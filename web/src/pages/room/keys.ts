// Single keys of the room; never while somebody writes, and they can be turned off.
import { useEffect, useRef, useState } from "react";

export const KEYS = [
  { key: "m", shown: "M", does: "Microphone on or off" },
  { key: "v", shown: "V", does: "Camera on or off" },
  { key: " ", shown: "Space", does: "Hold to talk" },
  { key: "s", shown: "S", does: "Share your screen, or stop" },
  { key: "h", shown: "H", does: "Raise or lower your hand" },
  { key: "r", shown: "R", does: "React with a sign" },
  { key: "c", shown: "C", does: "Chat" },
  { key: "p", shown: "P", does: "People" },
  { key: "q", shown: "Q", does: "Questions" },
  { key: "o", shown: "O", does: "Polls" },
  { key: "n", shown: "N", does: "Start the next prepared poll (those who lead)" },
  { key: "b", shown: "B", does: "Board (those who lead, and in groups)" },
  { key: "g", shown: "G", does: "Breakout groups" },
  { key: "w", shown: "W", does: "Notes" },
  { key: "t", shown: "T", does: "Timer and stopwatch (those who lead)" },
  { key: "a", shown: "A", does: "Agenda" },
  { key: "l", shown: "L", does: "Next layout: cameras above, beside, stage only, everybody" },
  { key: "k", shown: "K", does: "Captions" },
  { key: "x", shown: "X", does: "Leave (asks before)" },
  { key: "/", shown: "/", does: "Write a command into the chat" },
  { key: "?", shown: "?", does: "This list" },
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
    const down = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || writes(event.target)) return;
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
    return () => {
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("blur", release);
    };
  }, [on]);
  const choose = (next: boolean) => {
    localStorage.setItem(OFF, next ? "0" : "1");
    setOn(next);
  };
  return { on, setOn: choose };
}
