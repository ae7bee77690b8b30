// The connection in figures: how good it is, what to do, what every track costs; can be copied for whoever helps.
import { useMemo } from "react";
import { advice, LEVELS } from "../../core/advice";
import type { PictureFormat } from "../../core/choices";
import { asText, overall, rows } from "../../core/statistics";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { type Room, useChoices, useLine, useRoom } from "./context";
import "./line.css";

const FORMATS: Record<PictureFormat, string> = {
  auto: t("room.format_auto"),
  VP9: t("room.format_vp9"),
  AV1: t("room.format_av1"),
};

/** What each media track is called, one's own and others'. */
function names({ session, view, people }: Room): Map<string, string> {
  const { sending, receiving } = session.media;
  const found = new Map<string, string>();
  for (const [id, track] of [...sending.playing(), ...receiving.playing()]) {
    const about = view.tracks.byId.get(track);
    if (!about) continue;
    const mine = sending.playing().has(id);
    const name = nameOf(people, about.person);
    found.set(id, mine ? t(`room.your_${about.source}`) : t(`room.of_${about.source}`, { name }));
  }
  return found;
}

function Figures({ all }: { all: readonly (readonly [string, string])[] }) {
  return (
    <dl className="figures">
      {all.map(([what, much]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd className="nums">{much}</dd>
        </div>
      ))}
    </dl>
  );
}

export default function LineDialog({ onClose }: { onClose: () => void }) {
  const room = useRoom();
  const { level, judged, now, before, busy, shortage } = useLine();
  const choices = useChoices();
  const whole = now ? overall(now, judged) : [];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names are those of the moment of the reading
  const all = useMemo(() => (now ? rows(now, before, names(room)) : []), [now]);
  const copy = () =>
    navigator.clipboard.writeText(asText(level, whole, all)).then(
      () => room.tell(t("room.figures_copied")),
      () => room.tell(t("room.figures_not_copied"), "bad"),
    );
  const said = advice(level, judged?.cause ?? null, choices.mode, room.devices.camera, busy, shortage);
  return (
    <Dialog
      title={t("room.connection_is", { level: LEVELS[level] })}
      wide
      open
      onClose={onClose}
      actions={
        <Button isDisabled={!now} onPress={() => void copy()}>
          {t("room.copy_as_text")}
        </Button>
      }
    >
      <p>{said}</p>
      {now ? <Figures all={whole} /> : <p className="muted">{t("room.figures_coming")}</p>}
      <label className="format">
        <span>{t("room.format")}</span>
        <select
          className="input"
          value={choices.format}
          onChange={(event) => void room.session.preferences.setFormat(event.target.value as PictureFormat)}
        >
          {Object.entries(FORMATS).map(([id, label]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
        <span className="small muted">{t("room.format_hint")}</span>
      </label>
      {(["out", "in"] as const).map((way) => (
        <section key={way} className="ways">
          <h3>{t(`room.way_${way}`)}</h3>
          {all.every((one) => one.way !== way) && <p className="muted">{t("room.no_figures")}</p>}
          <ul>
            {all
              .filter((one) => one.way === way)
              .map((one) => (
                <li key={one.id}>
                  <h4>{one.name}</h4>
                  <Figures all={one.figures} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Dialog>
  );
}
