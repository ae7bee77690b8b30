// On the stage in Sound only: what is not shown, and the way back.
import { Headphones } from "lucide-react";
import { sharedScreen } from "../../core/view/tracks";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { useChoices, useRoom } from "./context";

/** "Not shown: the screen of Ada and 3 cameras." */
export function missed(name: string | null, count: number): string {
  if (name && count) return t("room.missed_both", { name, count });
  if (name) return t("room.missed_screen", { name });
  return count ? t("room.missed_cameras", { count }) : t("room.missed_nothing");
}

export function Missing() {
  const { session, view, people, isHere, me } = useRoom();
  const { mode } = useChoices();
  if (mode !== "sound") return null;
  const screen = sharedScreen(view.tracks, isHere);
  const cameras = [...view.tracks.byId.values()].filter(
    (one) => one.source === "camera" && one.person !== me && isHere(one.person),
  ).length;
  return (
    <div className="missing" role="status">
      <Headphones className="i" aria-hidden="true" />
      <p className="grow">
        <b>{t("room.sound_only_now")}</b> {missed(screen ? nameOf(people, screen.person) : null, cameras)}
      </p>
      <Button size="sm" onPress={() => void session.preferences.setMode("full")}>
        {t("room.show_pictures")}
      </Button>
    </div>
  );
}
