// The timer or stopwatch of the class, as all see it.
import { Pause, Timer as Sign } from "lucide-react";
import { useEffect, useState } from "react";
import { isOver, isShown, reading } from "../core/view/timers";
import type { TimerView } from "../core/view/types";
import { t } from "../texts";
import { clock, leftClock } from "../ui/clock";
import "./tools.css";

const MINUTE = 60_000;
/** A jump over the end longer than this is somebody coming in or seeking, not the end itself. */
const TICK_AT_MOST = 2_500;

/** The class time, looked at four times a second by whoever draws it. */
export function useNow(now: () => number): number {
  const [at, setAt] = useState(now);
  useEffect(() => {
    setAt(now());
    const timer = setInterval(() => setAt(now()), 250);
    return () => clearInterval(timer);
  }, [now]);
  return at;
}

export const digits = (timer: TimerView, at: number): string => {
  const shown = reading(timer, at);
  return timer.kind === "timer" ? leftClock(shown) : clock(shown);
};

/** Said aloud when it changes, which is seldom. */
function said(timer: TimerView, at: number): string {
  if (isOver(timer, at)) return t("tools.time_is_up");
  if (timer.pausedAt !== null) return t(`tools.paused_${timer.kind}`);
  if (timer.kind === "stopwatch") return t("tools.stopwatch_runs");
  return timer.length > MINUTE && reading(timer, at) <= MINUTE
    ? t("tools.one_minute_left")
    : t("tools.timer_runs", { time: clock(timer.length) });
}

const saidOf = (timer: TimerView, at: number): string =>
  timer.name ? t("tools.timer_named", { said: said(timer, at), name: timer.name }) : said(timer, at);

/** What the chip shows: the digits, in a few words where there is room. */
function shownIn(timer: TimerView, at: number, small = false): string {
  if (isOver(timer, at)) return small ? "0:00" : t("tools.time_is_up");
  const time = digits(timer, at);
  return small || timer.kind === "stopwatch" ? time : t("tools.time_left", { time });
}

interface ChipProps {
  timer: TimerView | null;
  /** Class ms. */
  now: () => number;
  leads: boolean;
  /** Only the digits. */
  small?: boolean;
  /** Live: the moment at which it runs out. */
  onOver?: () => void;
}

export function TimerChip({ timer, ...rest }: ChipProps) {
  return timer ? <Running timer={timer} {...rest} /> : null;
}

function Running({ timer, now, leads, small, onOver }: ChipProps & { timer: TimerView }) {
  const at = useNow(now);
  const over = isOver(timer, at);
  const [before, setBefore] = useState({ over, at });
  useEffect(() => {
    if (over && !before.over && at - before.at < TICK_AT_MOST) onOver?.();
    setBefore({ over, at });
  }, [over, at, before.over, before.at, onOver]);
  if (!leads && !isShown(timer, at)) return null;
  const soon = timer.kind === "timer" && !over && reading(timer, at) <= MINUTE;
  return (
    <span className={`chip timer${over ? " bad" : soon ? " warn" : ""}`}>
      {timer.pausedAt === null ? (
        <Sign className="i s" aria-hidden="true" />
      ) : (
        <Pause className="i s" aria-hidden="true" />
      )}
      {!small && timer.name && <span className="timer-name clip">{timer.name}</span>}
      <span className="nums" role="timer" aria-live="off" aria-label={timer.name || t("tools.time")}>
        {shownIn(timer, at, small)}
      </span>
      <span className="vh" role="status">
        {saidOf(timer, at)}
      </span>
    </span>
  );
}
