// The timer or stopwatch in the hands of those who lead: start it, let it stand still, give more time, put it away.
import { Pause, Play, Plus, Timer as Sign, TimerReset, X } from "lucide-react";
import { useId, useState } from "react";
import { isOver } from "../core/view/timers";
import type { TimerView } from "../core/view/types";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { TextField } from "../ui/TextField";
import type { PanelProps } from "./props";
import { digits, useNow } from "./timers";
import "./tools.css";

const MINUTE = 60_000;
const QUICK = [1, 2, 3, 5, 10, 15];

function Controls({ timer, now, act }: { timer: TimerView; now: () => number } & Pick<PanelProps, "act">) {
  const at = useNow(now);
  const paused = timer.pausedAt !== null;
  const down = timer.kind === "timer";
  const over = isOver(timer, at);
  return (
    <div className="stack">
      <p className="timer-large">
        {timer.name && <span>{timer.name}</span>}
        <strong className="nums">{over ? t("tools.time_is_up") : digits(timer, at)}</strong>
        {paused && <span className="muted">{t("tools.paused")}</span>}
      </p>
      <div className="row wrap">
        {!over && (
          <Button kind="go" onPress={() => void act({ do: paused ? "ResumeTimer" : "PauseTimer" })}>
            {paused ? (
              <Play className="i s" aria-hidden="true" />
            ) : (
              <Pause className="i s" aria-hidden="true" />
            )}
            {t(paused ? "tools.timer_resume" : "tools.timer_pause")}
          </Button>
        )}
        {down &&
          [1, 5].map((minutes) => (
            <Button
              key={minutes}
              aria-label={t("tools.minutes_more", { count: minutes })}
              onPress={() => void act({ do: "ExtendTimer", more: minutes * MINUTE })}
            >
              <Plus className="i s" aria-hidden="true" /> {t("tools.minutes_short", { count: minutes })}
            </Button>
          ))}
        <Button kind="bare" onPress={() => void act({ do: "StopTimer" })}>
          <X className="i s" aria-hidden="true" /> {t("tools.put_away")}
        </Button>
      </div>
    </div>
  );
}

export function TimerPanel({ view, act, now }: PanelProps & { now: () => number }) {
  const id = useId();
  const [minutes, setMinutes] = useState(5);
  const [name, setName] = useState("");
  const { timer } = view.timers;
  if (timer) return <Controls timer={timer} now={now} act={act} />;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void act({ do: "StartTimer", kind: "timer", length: Math.round(minutes * MINUTE), name });
      }}
    >
      <TextField label={t("tools.what_for")} value={name} maxLength={80} onChange={setName} />
      <div className="row wrap">
        <label htmlFor={id} className="b">
          {t("tools.minutes")}
        </label>
        <input
          id={id}
          className="input count nums"
          type="number"
          min={0.5}
          max={720}
          step={0.5}
          value={minutes}
          onChange={(event) => setMinutes(Math.max(0.1, Math.min(720, Number(event.target.value) || 1)))}
        />
        <div className="row wrap" role="group" aria-label={t("tools.minutes_quick")}>
          {QUICK.map((one) => (
            <Button key={one} size="sm" aria-pressed={one === minutes} onPress={() => setMinutes(one)}>
              {one}
            </Button>
          ))}
        </div>
      </div>
      <div className="row wrap">
        <Button kind="go" type="submit">
          <Sign className="i s" aria-hidden="true" /> {t("tools.start_timer")}
        </Button>
        <Button onPress={() => void act({ do: "StartTimer", kind: "stopwatch", name })}>
          <TimerReset className="i s" aria-hidden="true" /> {t("tools.start_stopwatch")}
        </Button>
      </div>
    </form>
  );
}
