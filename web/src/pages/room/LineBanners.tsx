// What is told of one's own line: lost, without picture and sound, or too narrow for pictures.
import { Hourglass, TriangleAlert, Unplug, WifiOff } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { isCrowded } from "../../core/api";
import type { Mode } from "../../core/choices";
import { Banner } from "../../ui/Banner";
import { Button } from "../../ui/Button";
import { Countdown } from "../../ui/Countdown";
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
      Try now
    </Button>
  );
  if (state.busy)
    return (
      <Banner
        tone="acc"
        live="assertive"
        icon={<Hourglass className="i" />}
        title={isCrowded(state.busy.code) ? "The server is busy" : "The server has a problem"}
        actions={now}
      >
        Your network is fine. We try again by ourselves
        <Until at={state.busy.until} />.
      </Banner>
    );
  return (
    <Banner
      tone="warn"
      live="assertive"
      icon={<WifiOff className="i" />}
      title="Reconnecting"
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
              Play what I miss
            </a>
          </>
        )
      }
    >
      <Countdown at={since} />
      <span aria-hidden="true"> · </span>
      {long ? "Is your network on? " : ""}The class goes on. What you write and press is kept and sent.
    </Banner>
  );
}

/** For eyes only: a screen reader would read every second. */
function Until({ at }: { at: number }) {
  return (
    <span aria-hidden="true">
      {" "}
      in <Countdown at={at} />
    </span>
  );
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
      title="Picture and sound are interrupted"
      actions={
        <Button size="sm" onPress={() => void media.recover().catch(() => undefined)}>
          Try now
        </Button>
      }
    >
      Chat, slides and polls go on. We look for another way.
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
      title="Your connection carries very little"
      actions={
        <>
          {mode === "full" && (
            <Button size="sm" onPress={() => go("low")}>
              Low data
            </Button>
          )}
          <Button size="sm" onPress={() => go("sound")}>
            Sound only
          </Button>
          <Button size="sm" kind="bare" onPress={() => setDeclined(mode)}>
            Not now
          </Button>
        </>
      }
    >
      Voices come first. With fewer pictures they stay whole.
    </Banner>
  );
}
