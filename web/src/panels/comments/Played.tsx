// A recording played where it stands: one button, a bar to move along, and a speed; all by keyboard.
import { Pause, Play } from "lucide-react";
import { useRef, useState } from "react";
import { t } from "../../texts";
import { Button, IconButton } from "../../ui/Button";
import { clock } from "../../ui/clock";

const SPEEDS = [1, 1.25, 1.5, 2] as const;

interface Props {
  /** Its address; null until it was asked for. */
  src: string | null;
  picture: boolean;
  /** Whose it is, for its name. */
  label: string;
  /** How long it is (ms), when that is known before it is at hand. */
  length?: number;
  /** It is played for the first time: fetch it. */
  onWanted?: () => void;
}

export function Played({ src, picture, label, length = 0, onWanted }: Props) {
  const media = useRef<HTMLVideoElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [measured, setMeasured] = useState(0);
  const [speed, setSpeed] = useState<number>(1);
  const end = Math.max(length / 1000, measured, at, 0.1);
  const toggle = () => {
    const element = media.current;
    if (!element || src === null) return onWanted?.();
    if (element.paused) void element.play().catch(() => undefined);
    else element.pause();
  };
  const faster = () => {
    const next = SPEEDS[(SPEEDS.indexOf(speed as 1) + 1) % SPEEDS.length]!;
    setSpeed(next);
    if (media.current) media.current.playbackRate = next;
  };
  return (
    <div className="played" role="group" aria-label={label}>
      {/* biome-ignore lint/a11y/useMediaCaption: what is said stands below, once it was written down */}
      <video
        ref={media}
        className="note-picture"
        hidden={!picture || src === null}
        src={src ?? undefined}
        autoPlay={onWanted !== undefined}
        playsInline
        onPlay={({ currentTarget }) => {
          currentTarget.playbackRate = speed;
          setPlaying(true);
        }}
        onPause={() => setPlaying(false)}
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
        onDurationChange={({ currentTarget: { duration } }) =>
          setMeasured(Number.isFinite(duration) ? duration : 0)
        }
      />
      <div className="played-bar">
        <IconButton
          label={t(playing ? "comments.pause" : "comments.play", { what: label })}
          kind="plain"
          onPress={toggle}
        >
          {playing ? <Pause className="i" aria-hidden="true" /> : <Play className="i" aria-hidden="true" />}
        </IconButton>
        <input
          type="range"
          min={0}
          max={Math.ceil(end * 10)}
          value={Math.round(at * 10)}
          aria-label={t("comments.place_in", { what: label })}
          aria-valuetext={clock(at * 1000)}
          onChange={(event) => {
            const to = Number(event.target.value) / 10;
            setAt(to);
            if (media.current) media.current.currentTime = to;
          }}
        />
        <span className="small muted nums">{clock((playing || at > 0 ? at : end) * 1000)}</span>
        <Button size="sm" kind="bare" aria-label={t("comments.speed_of", { speed })} onPress={faster}>
          <span className="nums">{speed}×</span>
        </Button>
      </div>
    </div>
  );
}
