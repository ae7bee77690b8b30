// People on the stage: whoever speaks or leads, those in the spotlight, or those whom one has pinned.
import { Pin, Presentation, Star } from "lucide-react";
import { present } from "../../core/view/people";
import { cameraOf, trackOf } from "../../core/view/tracks";
import type { TrackView } from "../../core/view/types";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { Avatar } from "../../ui/Avatar";
import { useArranged } from "./arrange";
import { type Room, useRoom } from "./context";
import { Picture } from "./Picture";

/** Whose camera stands on the stage: who speaks, else who leads, else anybody; nobody whose line is cut. */
function face({ view, isHere, me, state }: Room): TrackView | null {
  const here = present(view.people).filter(
    (one) => isHere(one.id) && one.id !== me && !state.away.has(one.id),
  );
  const voice = speaking(view, isHere);
  const speaker = voice && !state.away.has(voice) ? voice : null;
  return cameraOf(view.tracks, [...(speaker ? [speaker] : []), ...here.map((one) => one.id), me]);
}

/** Who speaks in this room; nobody whose line is lost. */
function speaking({ tracks: { speaker }, people }: Room["view"], isHere: Room["isHere"]): string | null {
  return speaker && isHere(speaker) && people.byId.get(speaker)?.present ? speaker : null;
}

/** Those who were chosen, side by side. */
export function Faces({ people: chosen }: { people: readonly string[] }) {
  const { view, people } = useRoom();
  const { pins } = useArranged();
  const columns = Math.ceil(Math.sqrt(chosen.length));
  return (
    <ul
      className="faces"
      aria-label={t("room.on_stage")}
      style={{ "--columns": columns, "--rows": Math.ceil(chosen.length / columns) } as React.CSSProperties}
    >
      {chosen.map((id) => {
        const camera = trackOf(view.tracks, id, "camera");
        const name = nameOf(people, id);
        const own = pins.includes(id);
        return (
          <li key={id} className="face">
            <Avatar id={id} name={name} size="l" />
            {camera && <Picture track={camera} label={t("room.on_stage_who", { name })} whole />}
            <span className="nm">
              {own ? <Pin className="i" aria-hidden="true" /> : <Star className="i" aria-hidden="true" />}
              <span className="clip" dir="auto">
                {name}
              </span>
              <span className="vh">
                {t("room.comma")}
                {t(own ? "room.tile_pinned" : "room.tile_lit")}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** The stage when nothing else is on it. */
export function Speaker() {
  const room = useRoom();
  const { view, people, isHere, group, leads, state } = room;
  const camera = face(room);
  if (camera) {
    const name = nameOf(people, camera.person);
    return (
      <div className="face" key={camera.track}>
        <Avatar id={camera.person} name={name} size="l" />
        <Picture track={camera} label={t("room.on_stage_who", { name })} whole />
      </div>
    );
  }
  const speaker = speaking(view, isHere);
  if (speaker) {
    const name = nameOf(people, speaker);
    return (
      <div className="stage-empty">
        <Avatar id={speaker} name={name} size="l" />
        <p>{t(state.away.has(speaker) ? "room.who_reconnects" : "room.who_speaks", { name })}</p>
      </div>
    );
  }
  const hint = group ? "group" : leads ? "teacher" : "student";
  return (
    <div className="stage-empty">
      <Presentation className="i" aria-hidden="true" />
      <h2>{group ? t("room.in_group", { group: group.name }) : t("room.stage_free")}</h2>
      <p>{t(`room.stage_free_${hint}`)}</p>
    </div>
  );
}
