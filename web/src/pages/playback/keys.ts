// Playback by keyboard: J K L, comma and full stop, C, M, F and space; never while somebody writes.
import { useEffect } from "react";
import type { Player } from "../../core/playback/player";
import { Typing } from "../../ui/typing";

const BACK = 10_000;
const FRAME = 40;

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest("input:not([type=range]), textarea, select, [role=menu], [role=dialog]") !== null);

/** Space belongs to a focused control before it belongs to the player. */
const pressable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest("button, a, [role=radio], [role=checkbox], [role=tab]") !== null;

export interface Switches {
  captions: () => void;
  fullscreen: () => void;
}

export function useKeys(player: Player, { captions, fullscreen }: Switches): void {
  useEffect(() => {
    const typing = new Typing();
    const leave = () => typing.leave();
    const acts: Record<string, () => void> = {
      k: () => player.toggle(),
      " ": () => player.toggle(),
      j: () => player.seek(player.position() - BACK),
      l: () => player.seek(player.position() + BACK),
      ",": () => player.seek(player.position() - FRAME),
      ".": () => player.seek(player.position() + FRAME),
      m: () => player.setMuted(!player.snapshot().muted),
      c: captions,
      f: fullscreen,
    };
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (typing.takes(event, writes(event.target))) return;
      const act = acts[event.key.toLowerCase()];
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
  }, [player, captions, fullscreen]);
}
