// The connection in figures: how good it is, what to do, what every track costs; can be copied for whoever helps.
import { useMemo } from "react";
import { advice, LEVELS } from "../../core/advice";
import type { PictureFormat } from "../../core/choices";
import { asText, overall, rows } from "../../core/statistics";
import type { Source } from "../../core/view/types";
import { nameOf } from "../../panels/props";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { type Room, useChoices, useLine, useRoom } from "./context";
import "./line.css";

const WHAT: Record<Source, string> = {
  camera: "camera",
  microphone: "microphone",
  screen: "screen",
  screen_audio: "sound of the screen",
};
const FORMATS: Record<PictureFormat, string> = {
  auto: "Automatic (H.264, else VP8)",
  VP9: "VP9: fewer bits, more work",
  AV1: "AV1: fewest bits, most work",
};

/** What each media track is called, one's own and others'. */
function names({ session, view, people }: Room): Map<string, string> {
  const { sending, receiving } = session.media;
  const found = new Map<string, string>();
  for (const [id, track] of [...sending.playing(), ...receiving.playing()]) {
    const about = view.tracks.byId.get(track);
    if (!about) continue;
    const what = WHAT[about.source];
    const mine = sending.playing().has(id);
    found.set(
      id,
      mine ? `Your ${what}` : `${what[0]!.toUpperCase()}${what.slice(1)} of ${nameOf(people, about.person)}`,
    );
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
      () => room.tell("The figures are copied."),
      () => room.tell("The browser does not let us copy. Mark the figures and copy them yourself.", "bad"),
    );
  const said = advice(level, judged?.cause ?? null, choices.mode, room.devices.camera, busy, shortage);
  return (
    <Dialog
      title={`Connection: ${LEVELS[level]}`}
      wide
      open
      onClose={onClose}
      actions={
        <Button isDisabled={!now} onPress={() => void copy()}>
          Copy as text
        </Button>
      }
    >
      <p>{said}</p>
      {now ? <Figures all={whole} /> : <p className="muted">The first figures come in a few seconds.</p>}
      <label className="format">
        <span>Format of your pictures</span>
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
        <span className="small muted">
          If somebody in class cannot play it, your pictures go on in one that all can play.
        </span>
      </label>
      {(["out", "in"] as const).map((way) => (
        <section key={way} className="ways">
          <h3>{way === "out" ? "What you send" : "What you receive"}</h3>
          {all.every((one) => one.way !== way) && <p className="muted">Nothing now.</p>}
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
