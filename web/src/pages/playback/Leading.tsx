// What those who lead find beside the controls of a class that has ended: its editor, and its draft.
import { lazy, Suspense } from "react";
import type { TimelineAnswer } from "../../core/api";
import type { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import { Banner } from "../../ui/Banner";
import { Button } from "../../ui/Button";
import type { Editing } from "./editing";
import type { Classroom } from "./useClassroom";

const Draft = lazy(() => import("./Draft"));
const Edit = lazy(() => import("./Edit"));

interface Props {
  first: TimelineAnswer;
  token: string | undefined;
  player: Player;
  playing: Playing;
  room: Classroom;
  full: View;
  editing: Editing;
  setUncut: (uncut: boolean) => void;
}

export function Leading({ first, token, player, playing, room, full, editing, setUncut }: Props) {
  return (
    <>
      {room.uncut && (
        <Banner
          tone="warn"
          title={t("edit.shown")}
          actions={<Button onPress={() => setUncut(false)}>{t("edit.hide")}</Button>}
        />
      )}
      {editing.open && (
        <Suspense>
          <Edit {...{ player, playing, room, full, editing, setUncut }} uncut={room.uncut} />
        </Suspense>
      )}
      {full.lesson.draft && (
        <Suspense>
          <Draft
            classId={first.class}
            token={token}
            act={room.act}
            brought={room.timeline.entries.some(({ event }) => event.type === "ClassImported")}
          />
        </Suspense>
      )}
    </>
  );
}
