// The timer or stopwatch that all see.
import { type Deed, type Ground, gives, optional, type Row, type Trouble } from "../row";
import { TIME, text } from "../sorts";
import { timeWords } from "../time";

const NAME = text("FOR WHAT", "what it is for", 80);
const SHORTEST = 5_000;
const LONGEST = 12 * 3_600_000;

const running =
  (deed: (ground: Ground) => Deed | Trouble) =>
  (_: unknown, ground: Ground): Deed | Trouble =>
    ground.view.timers.timer ? deed(ground) : { trouble: "No timer runs. Start one: /timer 5m" };

export const TIMERS: readonly Row[] = [
  {
    name: "timer",
    takes: [TIME, optional(NAME)],
    needs: "staff",
    help: "Start a timer that all see.",
    gives: ["StartTimer"],
    does: ({ time, text: name }) => {
      if (time < SHORTEST || time > LONGEST) return { trouble: "A timer runs for 5 seconds to 12 hours." };
      return gives(`Starts a timer of ${timeWords(time)}${name && `: ${name}`}.`, {
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
    help: "Let the timer stand still.",
    gives: ["PauseTimer"],
    does: running(() => gives("Lets the timer stand still.", { do: "PauseTimer" })),
  },
  {
    name: "timer",
    takes: ["resume"],
    needs: "staff",
    help: "Let the timer go on.",
    gives: ["ResumeTimer"],
    does: running(() => gives("Lets the timer go on.", { do: "ResumeTimer" })),
  },
  {
    name: "timer",
    takes: ["stop"],
    needs: "staff",
    help: "Put the timer or stopwatch away.",
    gives: ["StopTimer"],
    does: running(() => gives("Puts the timer away.", { do: "StopTimer" })),
  },
  {
    name: "timer",
    takes: ["more", TIME],
    needs: "staff",
    help: "Give the timer more time.",
    gives: ["ExtendTimer"],
    does: ({ time }, { view }) =>
      view.timers.timer?.kind === "timer"
        ? gives(`Gives the timer ${timeWords(time)} more.`, { do: "ExtendTimer", more: time })
        : { trouble: "No timer runs. Start one: /timer 5m" },
  },
  {
    name: "stopwatch",
    takes: [optional(NAME)],
    needs: "staff",
    help: "Start a stopwatch that all see.",
    gives: ["StartTimer"],
    does: ({ text: name }) =>
      gives(`Starts a stopwatch${name && `: ${name}`}.`, { do: "StartTimer", kind: "stopwatch", name }),
  },
];
