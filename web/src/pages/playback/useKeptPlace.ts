// Begins at ?t=MOMENT or #t=SECONDS, follows it when it changes, and keeps the place for the next time on any device.
import { useEffect, useState } from "react";
import { hashMoment, momentOf } from "../../core/playback/moments";
import type { Player } from "../../core/playback/player";
import { resumeAt } from "../desk/model";

const KEEP_EVERY = 3_000;

/** Class ms to go on at; `told` is what the school says at first, from whichever device, 0 until it has. */
export function useKeptPlace(player: Player, classId: string, told: number): number {
  const [kept] = useState(() => resumeAt(classId));
  const [first, setFirst] = useState(0);
  useEffect(() => setFirst((before) => before || told), [told]);
  useEffect(() => {
    const jump = () => {
      const at = hashMoment(location.hash);
      if (at !== null) player.seek(at);
    };
    const meant = momentOf(new URLSearchParams(location.search).get("t"));
    if (meant !== null) player.seek(meant);
    jump();
    addEventListener("hashchange", jump);
    const keep = window.setInterval(() => {
      const { playing, finished } = player.snapshot();
      if (playing || finished)
        localStorage.setItem(`amphi.at.${classId}`, String(Math.floor(player.position())));
    }, KEEP_EVERY);
    return () => {
      removeEventListener("hashchange", jump);
      window.clearInterval(keep);
    };
  }, [player, classId]);
  return first || kept;
}
