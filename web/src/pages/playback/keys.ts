// Playback by keyboard: J K L, arrows, digits, comma and full stop, C, M, F and space; never while somebody writes.
import { useEffect } from "react";
import type { Player } from "../../core/playback/player";
import { Typing } from "../../ui/typing";

const BACK = 10_000;
const ARROW = 5_000;
const FRAME = 40;
/** Half as fast to twice as fast, as whole voices still are voices. */
export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/** The next speed that way; the fastest and the slowest stay. */
export function nextSpeed(rate: number, way: 1 | -1): number {
  const faster = SPEEDS.filter((one) => (way > 0 ? one > rate : one < rate));
  return (way > 0 ? faster[0] : faster.at(-1)) ?? rate;
}

/** Whether somebody writes there. */
export const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest("input:not([type=range]), textarea, select, [role=menu], [role=dialog]") !== null);

/** Space belongs to a focused control before it belongs to the player. */
const pressable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest("button, a, [role=radio], [role=checkbox], [role=tab]") !== null;

/** Arrows belong to whatever is moved through by them. */
const arrowed = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest("[role=tablist], [role=radiogroup], [role=listbox], [role=grid], video, audio") !== null;

export interface Switches {
  captions: () => void;
  fullscreen: () => void;
  silence: () => void;
  list: () => void;
  /** Keys of what is open just now. */
  more?: { readonly current: Readonly<Record<string, () => void>> };
}

export function useKeys(player: Player, { captions, fullscreen, silence, list, more }: Switches): void {
  useEffect(() => {
    const typing = new Typing();
    const leave = () => typing.leave();
    const by = (ms: number) => () => player.seek(player.position() + ms);
    const speed = (way: 1 | -1) => () => player.setRate(nextSpeed(player.snapshot().rate, way));
    const acts: Record<string, () => void> = {
      arrowleft: by(-ARROW),
      arrowright: by(ARROW),
      "<": speed(-1),
      ">": speed(1),
      s: silence,
      "?": list,
      k: () => player.toggle(),
      " ": () => player.toggle(),
      j: by(-BACK),
      l: by(BACK),
      ",": by(-FRAME),
      ".": by(FRAME),
      m: () => player.setMuted(!player.snapshot().muted),
      c: captions,
      f: fullscreen,
    };
    const own = (key: string) => more?.current[key] ?? acts[key];
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (typing.takes(event, writes(event.target))) return;
      if (event.key.startsWith("Arrow") && arrowed(event.target)) return;
      const tenth = /^\d$/.test(event.key) ? Number(event.key) / 10 : null;
      const act =
        tenth === null ? own(event.key.toLowerCase()) : () => player.seek(player.snapshot().edge * tenth);
      if (!act || (event.key === " " && pressable(event.target))) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", pressed);
    addEventListener("pointerdown", leave, true);
    return () => {
      removeEventListener("keydown", pressed);
      removeEventListener("pointerdown", leave, true);
    };
  }, [player, captions, fullscreen, silence, list, more]);
}
