// Play, ten seconds back and forth, time, speed, captions, sound, what is seen, links, full screen.
import {
  Captions,
  FastForward,
  Keyboard,
  Link,
  Maximize,
  Pause,
  PictureInPicture2,
  Play,
  RotateCcw,
  RotateCw,
  Volume2,
  VolumeX,
} from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import type { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { useCaptionGroups } from "../../ui/captions";
import { clock } from "../../ui/clock";
import { Menu, type MenuEntry } from "../../ui/Menu";
import { SPEEDS } from "./keys";
import { LookMenu } from "./LookMenu";
import type { UsedLook } from "./look";
import more from "./more.module.css";
import { canFloat } from "./ownWindow";
import css from "./playback.module.css";
import { useWordGroups } from "./words";

const TEN = 10_000;

interface Props {
  player: Player;
  playing: Playing;
  captions: boolean;
  onCaptions: () => void;
  look: UsedLook;
  onFullscreen: () => void;
  onShare: () => void;
  /** Keep the class on this device; null where nobody may. */
  onKeep: (() => void) | null;
  /** Into a window of its own, and back. */
  onFloat: () => void;
  onKeys: () => void;
}

/** What a small window keeps in a menu. */
function entriesOf(props: Props): MenuEntry[] {
  const { player, playing, look, onShare, onFloat, onKeys } = props;
  const silent = playing.muted || playing.noSound;
  const float = canFloat();
  return [
    {
      id: "silence",
      label: t("player.skip_silence"),
      chosen: look.skips,
      run: () => look.change({ skips: !look.skips }),
    },
    {
      id: "even",
      label: t("player.even"),
      chosen: look.even,
      run: () => look.change({ even: !look.even }),
    },
    { id: "share", label: t("player.share"), icon: <Link className="i s" />, run: onShare },
    {
      id: "sound-on",
      label: silent ? t("playback.sound_on") : t("playback.sound_off"),
      icon: silent ? <VolumeX className="i s" /> : <Volume2 className="i s" />,
      run: () => player.setMuted(!playing.muted),
    },
    ...(float
      ? [{ id: "float", label: t("player.float"), icon: <PictureInPicture2 className="i s" />, run: onFloat }]
      : []),
    { id: "keys", label: t("tools.shortcuts"), icon: <Keyboard className="i s" />, run: onKeys },
  ];
}

function Running({ player, playing }: Pick<Props, "player" | "playing">) {
  return (
    <>
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
    </>
  );
}

function SpeedMenu({ player, playing }: Pick<Props, "player" | "playing">) {
  const captionGroups = useCaptionGroups();
  const wordGroups = useWordGroups();
  const speeds = SPEEDS.map((speed) => ({
    id: String(speed),
    label: `${speed}×`,
    chosen: playing.rate === speed,
    run: () => player.setRate(speed),
  }));
  const groups = [
    { title: t("playback.speed"), short: true, entries: speeds },
    ...wordGroups,
    ...captionGroups,
  ];
  return (
    <Menu label={t("playback.speed_menu")} placement="top end" groups={groups}>
      <AriaButton className={`btn bare nums ${css.speed}`} aria-label={t("playback.speed_and_captions")}>
        {playing.rate}×
      </AriaButton>
    </Menu>
  );
}

export function Controls(props: Props) {
  const { player, playing, captions, onCaptions, look, onFullscreen, onShare, onFloat } = props;
  const silent = playing.muted || playing.noSound;
  return (
    <div className={css.ctl} role="toolbar" aria-label={t("playback.playing")}>
      <Running player={player} playing={playing} />
      <span className="grow" />
      <SpeedMenu player={player} playing={playing} />
      <AriaButton
        className={`btn bare ${more.skip} ${more.second}`}
        aria-label={t("player.skip_silence")}
        aria-pressed={look.skips}
        onPress={() => look.change({ skips: !look.skips })}
      >
        <FastForward className="i" aria-hidden="true" />
        <span>{t("player.skip_silence")}</span>
      </AriaButton>
      <IconButton label={t("playback.captions")} aria-pressed={captions} onPress={onCaptions}>
        <Captions className="i" aria-hidden="true" />
      </IconButton>
      <span className={more.second}>
        <IconButton
          label={silent ? t("playback.sound_on") : t("playback.sound_off")}
          onPress={() => player.setMuted(!playing.muted)}
        >
          {silent ? (
            <VolumeX className="i" aria-hidden="true" />
          ) : (
            <Volume2 className="i" aria-hidden="true" />
          )}
        </IconButton>
        <IconButton label={t("player.share")} onPress={onShare}>
          <Link className="i" aria-hidden="true" />
        </IconButton>
        {canFloat() && (
          <IconButton label={t("player.float")} onPress={onFloat}>
            <PictureInPicture2 className="i" aria-hidden="true" />
          </IconButton>
        )}
      </span>
      <LookMenu player={player} playing={playing} look={look} onKeep={props.onKeep} more={entriesOf(props)} />
      <IconButton label={t("playback.full_screen")} onPress={onFullscreen}>
        <Maximize className="i" aria-hidden="true" />
      </IconButton>
    </div>
  );
}
