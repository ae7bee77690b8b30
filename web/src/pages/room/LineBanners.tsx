// What is told of one's own line: lost, without picture and sound, or too narrow for pictures.
import { Hourglass, TriangleAlert, Unplug, WifiOff } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { isCrowded } from "../../core/api";
import { MODES, type Mode } from "../../core/choices";
import { t } from "../../texts";
import { Banner } from "../../ui/Banner";
import { Button } from "../../ui/Button";
import { Countdown } from "../../ui/Countdown";
import { pieces } from "../../ui/pieces";
import { useChoices, useLine, useRoom } from "./context";

/** A line that is away so long is perhaps not coming back by itself. */
const LONG_MS = 20_000;

function useAfter(on: boolean, ms: number): boolean {
  const [after, setAfter] = useState(false);
  useEffect(() => {
    setAfter(false);
    if (!on) return;
    const timer = setTimeout(() => setAfter(true), ms);
    return () => clearTimeout(timer);
  }, [on, ms]);
  return on && after;
}

export function Reconnecting() {
  const { state, session } = useRoom();
  const since = state.lostSince;
  const lost = state.link === "lost" && since !== null;
  const long = useAfter(lost && !state.busy, LONG_MS);
  if (!lost) return null;
  const now = (
    <Button size="sm" onPress={session.live.callNow}>
      {t("room.try_now")}
    </Button>
  );
  if (state.busy)
    return (
      <Banner
        tone="acc"
        live="assertive"
        icon={<Hourglass className="i" />}
        title={t(isCrowded(state.busy.code) ? "room.server_busy" : "room.server_problem")}
        actions={now}
      >
        {pieces("room.retrying", { until: <Until at={state.busy.until} /> })}
      </Banner>
    );
  return (
    <Banner
      tone="warn"
      live="assertive"
      icon={<WifiOff className="i" />}
      title={t("room.reconnecting")}
      actions={
        long && (
          <>
            {now}
            <a
              className="btn sm"
              href={session.entry.playback ?? `/play/${session.entry.classId}`}
              target="_blank"
              rel="noreferrer"
            >
              {t("room.play_missed")}
            </a>
          </>
        )
      }
    >
      <Countdown at={since} />
      <span aria-hidden="true"> · </span>
      {t(long ? "room.lost_long" : "room.lost")}
    </Banner>
  );
}

/** For eyes only: a screen reader would read every second. */
function Until({ at }: { at: number }) {
  return <span aria-hidden="true">{pieces("room.retrying_until", { seconds: <Countdown at={at} /> })}</span>;
}

/** The class is heard of, but picture and sound find no way. */
export function NoMedia() {
  const { state, session } = useRoom();
  const { media } = session;
  const link = useSyncExternalStore(media.subscribe, () => media.link);
  const broken = useAfter(state.link === "on" && link === "failed", 2_000);
  if (!broken) return null;
  return (
    <Banner
      tone="warn"
      icon={<Unplug className="i" />}
      title={t("room.media_interrupted")}
      actions={
        <Button size="sm" onPress={() => void media.recover().catch(() => undefined)}>
          {t("room.try_now")}
        </Button>
      }
    >
      {t("room.media_interrupted_hint")}
    </Banner>
  );
}

/** So little gets through that pictures harm the voices: proposed, never done without a press. */
export function Narrow() {
  const { session } = useRoom();
  const { narrow } = useLine();
  const { mode } = useChoices();
  const [declined, setDeclined] = useState<string | null>(null);
  if (!narrow || mode === "sound" || declined === mode) return null;
  const go = (next: Mode) => void session.preferences.setMode(next);
  return (
    <Banner
      tone="warn"
      icon={<TriangleAlert className="i" />}
      title={t("room.narrow")}
      actions={
        <>
          {mode === "full" && (
            <Button size="sm" onPress={() => go("low")}>
              {MODES.low}
            </Button>
          )}
          <Button size="sm" onPress={() => go("sound")}>
            {MODES.sound}
          </Button>
          <Button size="sm" kind="bare" onPress={() => setDeclined(mode)}>
            {t("room.not_now")}
          </Button>
        </>
      }
    >
      {t("room.narrow_hint")}
    </Banner>
  );
}
