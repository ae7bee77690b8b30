// The timer or stopwatch that all see.
import { t } from "../../../texts";
import { type Deed, type Ground, gives, optional, type Row, type Trouble } from "../row";
import { TIME, text } from "../sorts";
import { timeWords } from "../time";

const NAME = text(t("slash.sort_purpose"), t("slash.a_purpose"), 80);
const SHORTEST = 5_000;
const LONGEST = 12 * 3_600_000;

const running =
  (deed: (ground: Ground) => Deed | Trouble) =>
  (_: unknown, ground: Ground): Deed | Trouble =>
    ground.view.timers.timer ? deed(ground) : { trouble: t("slash.no_timer") };

export const TIMERS: readonly Row[] = [
  {
    name: "timer",
    takes: [TIME, optional(NAME)],
    needs: "staff",
    help: t("slash.help_timer"),
    gives: ["StartTimer"],
    does: ({ time, text: name }) => {
      if (time < SHORTEST || time > LONGEST) return { trouble: t("slash.timer_within") };
      const words = timeWords(time);
      const says = name
        ? t("slash.starts_timer_for", { time: words, name })
        : t("slash.starts_timer", { time: words });
      return gives(says, {
        do: "StartTimer",
        kind: "timer",
        length: time,
        name,
      });
    },
  },
  {
    name: "timer",
    takes: ["pause"],
    needs: "staff",
    help: t("slash.help_timer_pause"),
    gives: ["PauseTimer"],
    does: running(() => gives(t("slash.timer_pauses"), { do: "PauseTimer" })),
  },
  {
    name: "timer",
    takes: ["resume"],
    needs: "staff",
    help: t("slash.help_timer_resume"),
    gives: ["ResumeTimer"],
    does: running(() => gives(t("slash.timer_resumes"), { do: "ResumeTimer" })),
  },
  {
    name: "timer",
    takes: ["stop"],
    needs: "staff",
    help: t("slash.help_timer_stop"),
    gives: ["StopTimer"],
    does: running(() => gives(t("slash.timer_stops"), { do: "StopTimer" })),
  },
  {
    name: "timer",
    takes: ["more", TIME],
    needs: "staff",
    help: t("slash.help_timer_more"),
    gives: ["ExtendTimer"],
    does: ({ time }, { view }) =>
      view.timers.timer?.kind === "timer"
        ? gives(t("slash.extends_timer", { time: timeWords(time) }), { do: "ExtendTimer", more: time })
        : { trouble: t("slash.no_timer") },
  },
  {
    name: "stopwatch",
    takes: [optional(NAME)],
    needs: "staff",
    help: t("slash.help_stopwatch"),
    gives: ["StartTimer"],
    does: ({ text: name }) =>
      gives(name ? t("slash.starts_stopwatch_for", { name }) : t("slash.starts_stopwatch"), {
        do: "StartTimer",
        kind: "stopwatch",
        name,
      }),
  },
];
