// Playback by keyboard: J K L, comma and full stop, C, M, F and space; never while somebody writes.
import { useEffect } from "react";
import type { Player } from "../../core/playback/player";

const BACK = 10_000;
const FRAME = 40;

function busy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target.closest("input:not([type=range]), textarea, select, [role=menu], [role=dialog]")
  ) {
    return true;
  }
  return key === " " && target.closest("button, a, [role=radio], [role=checkbox], [role=tab]") !== null;
}

export interface Switches {
  captions: () => void;
  fullscreen: () => void;
}

export function useKeys(player: Player, { captions, fullscreen }: Switches): void {
  useEffect(() => {
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
      const act = acts[event.key.toLowerCase()];
      if (!act || busy(event.target, event.key)) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [player, captions, fullscreen]);
}
