// Play, ten seconds back and forth, time, speed, captions, sound, full screen.
import { Captions, Maximize, Pause, Play, Radio, RotateCcw, RotateCw, Volume2, VolumeX } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import type { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import type { Layout } from "../../core/view/staging";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { useCaptionGroups } from "../../ui/captions";
import { clock } from "../../ui/clock";
import { Menu } from "../../ui/Menu";
import css from "./playback.module.css";

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
const TEN = 10_000;
const LAYOUTS: readonly { id: string; layout: Layout | null; label: string }[] = [
  { id: "class", layout: null, label: t("playback.layout_class") },
  { id: "filmstrip", layout: "filmstrip", label: t("playback.layout_filmstrip") },
  { id: "stage", layout: "stage", label: t("playback.layout_stage") },
  { id: "gallery", layout: "gallery", label: t("playback.layout_gallery") },
];

interface Props {
  player: Player;
  playing: Playing;
  captions: boolean;
  onCaptions: () => void;
  /** One's own layout; null as it was in class. */
  layout: Layout | null;
  onLayout: (layout: Layout | null) => void;
  onFullscreen: () => void;
  /** Address of the room while the class runs. */
  room: string | null;
  live: boolean;
}

export function Controls(props: Props) {
  const { player, playing, captions, onCaptions, layout, onLayout, onFullscreen, room, live } = props;
  const captionGroups = useCaptionGroups();
  const silent = playing.muted || playing.noSound;
  return (
    <div className={css.ctl} role="toolbar" aria-label={t("playback.playing")}>
      <IconButton label={t("playback.back_ten")} onPress={() => player.seek(player.position() - TEN)}>
        <RotateCcw className="i" aria-hidden="true" />
      </IconButton>
      <AriaButton
        className={`btn go ic ${css.play}`}
        aria-label={playing.playing ? t("playback.pause") : t("playback.play")}
        onPress={() => player.toggle()}
      >
        {playing.playing ? (
          <Pause className="i" aria-hidden="true" />
        ) : (
          <Play className="i" aria-hidden="true" />
        )}
      </AriaButton>
      <IconButton label={t("playback.forward_ten")} onPress={() => player.seek(player.position() + TEN)}>
        <RotateCw className="i" aria-hidden="true" />
      </IconButton>
      <span className={`${css.time} nums`}>
        <b data-testid="position">{clock(playing.position)}</b>{" "}
        <span className="muted">/ {clock(playing.edge)}</span>
      </span>
      {playing.waiting && <span className={`${css.waiting} small muted`}>{t("ui.loading")}</span>}
      <span className="grow" />
      {live && room && (
        <a className={`btn ${css.goLive}`} href={room}>
          <Radio className="i" aria-hidden="true" />
          {t("playback.go_live")}
        </a>
      )}
      <Menu
        label={t("playback.speed_menu")}
        placement="top end"
        groups={[
          {
            title: t("playback.speed"),
            short: true,
            entries: SPEEDS.map((rate) => ({
              id: String(rate),
              label: `${rate}×`,
              chosen: rate === playing.rate,
              run: () => player.setRate(rate),
            })),
          },
          {
            title: t("playback.layout"),
            entries: LAYOUTS.map((one) => ({
              id: one.id,
              label: one.label,
              chosen: one.layout === layout,
              run: () => onLayout(one.layout),
            })),
          },
          ...captionGroups,
        ]}
      >
        <AriaButton className={`btn bare nums ${css.speed}`} aria-label={t("playback.speed_and_captions")}>
          {playing.rate}×
        </AriaButton>
      </Menu>
      <IconButton label={t("playback.captions")} aria-pressed={captions} onPress={onCaptions}>
        <Captions className="i" aria-hidden="true" />
      </IconButton>
      <IconButton
        label={silent ? t("playback.sound_on") : t("playback.sound_off")}
        onPress={() => player.setMuted(!playing.muted)}
      >
        {silent ? <VolumeX className="i" aria-hidden="true" /> : <Volume2 className="i" aria-hidden="true" />}
      </IconButton>
      <IconButton label={t("playback.full_screen")} onPress={onFullscreen}>
        <Maximize className="i" aria-hidden="true" />
      </IconButton>
    </div>
  );
}
