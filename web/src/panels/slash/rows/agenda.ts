// The agenda: on to the next segment, more time, the end.
import { nextOf, runningOf } from "../../../core/view/agenda";
import { gives, type Row } from "../row";
import { TIME } from "../sorts";
import { timeWords } from "../time";

const NONE = "Nothing is planned. Plan the class: /agenda";

export const AGENDA: readonly Row[] = [
  {
    name: "next",
    takes: [],
    needs: "staff",
    help: "Go on to the next segment of the agenda.",
    gives: ["StartSegment"],
    does: (_, { view }) => {
      const next = nextOf(view.agenda);
      if (next) return gives(`Begins: ${next.title}`, { do: "StartSegment", segment: next.segment });
      return { trouble: view.agenda.running ? "That was the last segment. End it: /agenda end" : NONE };
    },
  },
  {
    name: "agenda",
    takes: [],
    needs: "all",
    help: "See the agenda; those who lead plan it.",
    does: () => ({ says: "Opens the agenda.", page: { page: "dialog", dialog: "agenda" } }),
  },
  {
    name: "agenda",
    takes: ["more", TIME],
    needs: "staff",
    help: "Give the segment that runs more time.",
    gives: ["ExtendSegment"],
    does: ({ time }, { view }) => {
      const planned = runningOf(view.agenda);
      return planned
        ? gives(`Gives “${planned.title}” ${timeWords(time)} more.`, { do: "ExtendSegment", more: time })
        : { trouble: "No segment runs. Begin one: /next" };
    },
  },
  {
    name: "agenda",
    takes: ["end"],
    needs: "staff",
    help: "End the segment that runs.",
    gives: ["StartSegment"],
    does: (_, { view }) =>
      view.agenda.running
        ? gives(`Ends “${view.agenda.running.title}”.`, { do: "StartSegment", segment: null })
        : { trouble: "No segment runs. Begin one: /next" },
  },
];
