// What opens above the player: its keys, the chapters to be changed, or what was missed of a class that still runs.
import { lazy, Suspense, useCallback, useState } from "react";
import type { Me } from "../../core/api";
import type { Chapter } from "../../core/playback/chapters";
import type { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import { isStaff } from "../../core/view/people";
import type { View } from "../../core/view/types";
import { go } from "../../router";
import type { Classroom } from "./useClassroom";
import { STRAIGHT_IN } from "./way";

const ChapterEditor = lazy(() => import("./ChapterEditor"));
const Keys = lazy(() => import("./Keys"));
const Missed = lazy(() => import("./Missed"));

type What = "keys" | "chapters" | "missed";

export function useOpened(me: Me) {
  const [what, setWhat] = useState<What | null>(() => (location.hash === "#missed" ? "missed" : null));
  const list = useCallback(() => setWhat("keys"), []);
  const edit = useCallback(() => setWhat("chapters"), []);
  const missed = useCallback(() => setWhat("missed"), []);
  const close = useCallback(() => setWhat(null), []);
  return { what, list, missed, close, change: isStaff(me.role) ? edit : undefined };
}

interface Props {
  opened: ReturnType<typeof useOpened>;
  player: Player;
  playing: Playing;
  room: Classroom;
  full: View;
  me: Me;
  chapters: readonly Chapter[];
  /** The way into the room of a class that runs. */
  way: string | null;
}

export function Opened({ opened, player, playing, room, full, me, chapters, way }: Props) {
  const { what, close } = opened;
  const begin = (at: number) => {
    close();
    player.seek(at);
    player.play();
  };
  if (what === null) return null;
  return (
    <Suspense>
      {what === "keys" && <Keys close={close} />}
      {what === "chapters" && (
        <ChapterEditor
          {...{ chapters, close }}
          view={full.chapters}
          position={playing.position}
          act={room.act}
        />
      )}
      {what === "missed" && way && room.state !== "ended" && (
        <Missed
          {...{ room, full, me, chapters, begin, close }}
          edge={playing.edge}
          into={() => go(way + STRAIGHT_IN)}
        />
      )}
    </Suspense>
  );
}
