// How far this reader is in the class: what plays is told to the school, and what is missing comes back.
import { useCallback, useEffect, useRef, useState } from "react";
import type { TimelineAnswer } from "../../core/api";
import { copyFor } from "../../core/offline/shelf";
import { ToldLater } from "../../core/offline/told";
import type { Player } from "../../core/playback/player";
import { Watching } from "../../core/playback/watching";
import { type Mine, progressApi } from "../../core/progress";
import { isLost } from "./useOutbox";

const SAMPLE = 500;
const TELL = 10_000;

export function useProgress(
  first: TimelineAnswer,
  token: string | undefined,
  player: Player,
  revision: number,
) {
  const classId = first.class;
  const [mine, setMine] = useState<Mine | null>(null);
  const [later] = useState(() => new ToldLater(classId, first.me.person ?? ""));
  const [watching] = useState(() => new Watching());
  const telling = useRef(false);

  const look = useCallback(() => {
    progressApi.mine(classId, token).then(setMine, () => undefined);
  }, [classId, token]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was written may be one's own answer
  useEffect(look, [look, revision]);

  const tell = useCallback(
    async (last = false) => {
      const seen = watching.take();
      const nothing = seen.spans.length + seen.skipped.length === 0;
      if ((nothing && !later.waits) || (telling.current && !last)) return watching.giveBack(seen);
      telling.current = true;
      const at = Math.floor(player.position());
      try {
        if (later.waits) {
          later.put(seen, at);
          setMine((await later.tell(token)) ?? null);
        } else setMine(await progressApi.watched(classId, seen, at, token, last));
      } catch (problem) {
        // What waits already holds it; where the class is kept, it begins to wait.
        if (later.waits) return;
        if (isLost(problem) && (await copyFor(classId, token))) later.put(seen, at);
        else watching.giveBack(seen);
      } finally {
        telling.current = false;
      }
    },
    [classId, token, player, watching, later],
  );

  useEffect(() => {
    const sample = window.setInterval(() => {
      const { playing, waiting, rate } = player.snapshot();
      watching.sample(player.position(), playing && !waiting, rate, performance.now());
    }, SAMPLE);
    const timer = window.setInterval(() => void tell(), TELL);
    let skipped = player.snapshot().left;
    const stop = player.subscribe(() => {
      const { left, playing, rate } = player.snapshot();
      if (left !== null && left !== skipped) watching.skip(left.from, left.to, rate, performance.now());
      skipped = left;
      if (!playing) void tell();
    });
    const hide = () => document.visibilityState === "hidden" && void tell(true);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.clearInterval(sample);
      window.clearInterval(timer);
      stop();
      document.removeEventListener("visibilitychange", hide);
      void tell(true);
    };
  }, [player, tell, watching]);

  return { mine, look };
}
