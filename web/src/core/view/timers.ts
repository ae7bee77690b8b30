// The timer or stopwatch that all see; what it shows follows from the class time alone.
import type { Entry } from "../../wire";
import type { TimersView, TimerView } from "./types";

export const noTimer: TimersView = { timer: null };

/** A timer that ran out is seen for so long by those who do not lead. */
const OVER_FOR = 60_000;

/** Ms left on a timer (below 0 once it ran out), ms gone on a stopwatch. */
export function reading(timer: TimerView, now: number): number {
  const gone = Math.max(0, (timer.pausedAt ?? now) - timer.from);
  return timer.kind === "timer" ? timer.length - gone : gone;
}

export const isOver = (timer: TimerView, now: number): boolean =>
  timer.kind === "timer" && reading(timer, now) <= 0;

/** Whether it still says anything to those who do not lead. */
export const isShown = (timer: TimerView, now: number): boolean =>
  timer.kind === "stopwatch" || reading(timer, now) > -OVER_FOR;

function extend(timer: TimerView, at: number, more: number): TimerView {
  if (isOver(timer, at))
    return { ...timer, from: at, length: more, pausedAt: timer.pausedAt === null ? null : at };
  return { ...timer, length: timer.length + more };
}

export function foldTimers(timers: TimersView, { at, event }: Entry): TimersView {
  const { timer } = timers;
  switch (event.type) {
    case "TimerStarted": {
      const { kind, length, name } = event;
      return { timer: { kind, length, name, from: at, pausedAt: null } };
    }
    case "TimerPaused":
      return { timer: timer && { ...timer, pausedAt: at } };
    case "TimerResumed":
      return {
        timer: timer && { ...timer, from: timer.from + at - (timer.pausedAt ?? at), pausedAt: null },
      };
    case "TimerExtended":
      return { timer: timer && extend(timer, at, event.more) };
    case "TimerStopped":
    case "ClassEnded":
      return noTimer;
    default:
      return timers;
  }
}
