// The next page of tiles is agreed upon while all is calm: whoever turns to it waits for pictures alone.
import { useEffect } from "react";
import type { TrackView } from "../../core/view/types";
import { useChoices, useRoom } from "./context";

/** So long after the present page was drawn, and its first picture came. */
const CALM_MS = 500;

export function useNextPage(cameras: readonly (TrackView | null)[]): void {
  const { session, me } = useRoom();
  const { mode } = useChoices();
  const others = cameras.filter((one) => one && one.person !== me).map((one) => one!.track);
  // In Sound only nobody is looked at.
  const tracks = mode === "sound" ? "" : others.join(" ");
  useEffect(() => {
    if (!tracks) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const { receiving } = session.media;
    void receiving.first.over.then(() => {
      if (!left) timer = setTimeout(() => receiving.prepare(tracks.split(" ")), CALM_MS);
    });
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [session, tracks]);
}
