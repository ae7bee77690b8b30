// An empty stage: whose camera is off, or that no picture is loaded.
import type { People } from "../../core/api";
import type { View } from "../../core/view/types";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { wallDay } from "../../ui/clock";
import { initials } from "../../ui/names";
import css from "./playback.module.css";

interface OffProps {
  name: string | null;
  view: View;
  people: People;
  /** There may be a picture, but none is loaded, as the reader wishes. */
  spared: boolean;
}

export function Off({ name, view, people, spared }: OffProps) {
  const speaker = name ?? (view.tracks.speaker ? nameOf(people, view.tracks.speaker) : null);
  // Before anybody is there nothing is missing either: the first picture comes in a moment.
  if (!speaker && !spared && view.tracks.byId.size === 0) return <TitleCard {...view.lesson} />;
  return (
    <div className={css.off}>
      {speaker && (
        <span className={css.bigInitials} aria-hidden="true">
          {initials(speaker)}
        </span>
      )}
      {spared ? (
        <p>{t("player.no_picture_loaded")}</p>
      ) : (
        <p>{speaker ? t("playback.camera_off", { name: speaker }) : t("playback.no_camera")}</p>
      )}
    </div>
  );
}

/** What stands before the first picture, as in a film; the page's heading says the same to screen readers. */
function TitleCard({ title, openedAt }: Pick<View["lesson"], "title" | "openedAt">) {
  return (
    <div className={css.off} aria-hidden="true">
      <div className={css.card}>
        <b dir="auto">{title}</b>
        {openedAt !== null && <span>{wallDay(openedAt)}</span>}
      </div>
    </div>
  );
}
