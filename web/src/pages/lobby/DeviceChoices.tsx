// Which microphone and camera; a sound to try the speaker.
import { ChevronDown, Gauge, Mic, Play, Video } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { keepChoices, MODES, type Mode, readChoices } from "../../core/choices";
import { t } from "../../texts";
import { words } from "./devices";
import { Level } from "./Level";
import css from "./lobby.module.css";
import type { Devices } from "./useDevices";

const Background = lazy(() => import("./Background"));

function testSound(): void {
  const context = new AudioContext();
  const end = context.currentTime + 0.9;
  for (const [note, at] of [
    [523, 0],
    [784, 0.35],
  ] as const) {
    const tone = new OscillatorNode(context, { frequency: note });
    const volume = new GainNode(context, { gain: 0 });
    const start = context.currentTime + at;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.2, start + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(end);
  }
  setTimeout(() => void context.close(), 1_500);
}

interface MenuProps {
  label: string;
  /** What the choice itself is called. */
  inUse: string;
  icon: ReactNode;
  chosen: string;
  choices: { id: string; name: string }[];
  onChoose: (id: string) => void;
}

function Menu({ label, inUse, icon, chosen, choices, onChoose }: MenuProps) {
  return (
    <label className={css.menu}>
      <span>{label}</span>
      <span className={`field ${css.pick}`}>
        {icon}
        <select
          aria-label={inUse}
          value={chosen}
          disabled={choices.length === 0}
          onChange={(event) => onChoose(event.target.value)}
        >
          {choices.length === 0 && <option value="">{t("lobby.not_in_use")}</option>}
          {choices.length > 0 && !choices.some((one) => one.id === chosen) && (
            <option value="">{t("lobby.off")}</option>
          )}
          {choices.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
        <ChevronDown className="i" aria-hidden="true" />
      </span>
    </label>
  );
}

/** How much data pictures may take; can be changed in class under More. */
function Pictures() {
  const [mode, setMode] = useState(() => readChoices(localStorage).mode);
  const choose = (next: Mode) => {
    keepChoices(localStorage, { ...readChoices(localStorage), mode: next });
    setMode(next);
  };
  return (
    <div>
      <Menu
        label={t("lobby.pictures")}
        inUse={t("lobby.pictures_in_use")}
        icon={<Gauge className="i" aria-hidden="true" />}
        chosen={mode}
        choices={(Object.keys(MODES) as Mode[]).map((id) => ({ id, name: MODES[id] }))}
        onChoose={(id) => choose(id as Mode)}
      />
      <p className={css.hint}>{t(`lobby.pictures_${mode}`)}</p>
    </div>
  );
}

export function DeviceChoices({ devices, muted }: { devices: Devices; muted: boolean }) {
  const { audio, video } = devices;
  return (
    <div className={css.dev}>
      <div>
        <Menu
          label={t("lobby.microphone")}
          inUse={t("lobby.microphone_in_use")}
          icon={<Mic className="i" aria-hidden="true" />}
          chosen={audio.chosen}
          choices={devices.microphones}
          onChoose={(id) => devices.choose("audio", id)}
        />
        {audio.track ? (
          <Level track={audio.track} muted={muted} />
        ) : (
          <p className={css.hint}>{words("audio", audio.state)}</p>
        )}
      </div>
      <div>
        <Menu
          label={t("lobby.camera")}
          inUse={t("lobby.camera_in_use")}
          icon={<Video className="i" aria-hidden="true" />}
          chosen={video.chosen}
          choices={devices.cameras}
          onChoose={(id) => devices.choose("video", id)}
        />
        <button type="button" className={`btn bare ${css.test}`} onClick={testSound}>
          <Play className="i s" aria-hidden="true" />
          {t("lobby.play_test_sound")}
        </button>
      </div>
      <Suspense fallback={<div />}>
        <Background devices={devices} />
      </Suspense>
      <Pictures />
    </div>
  );
}
