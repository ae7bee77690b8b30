// The agenda: on to the next segment, more time, the end.
import { nextOf, runningOf } from "../../../core/view/agenda";
import { t } from "../../../texts";
import { gives, type Row } from "../row";
import { TIME } from "../sorts";
import { timeWords } from "../time";

const NONE = t("slash.none_planned");

export const AGENDA: readonly Row[] = [
  {
    name: "next",
    takes: [],
    needs: "staff",
    help: t("slash.help_next"),
    gives: ["StartSegment"],
    does: (_, { view }) => {
      const next = nextOf(view.agenda);
      if (next)
        return gives(t("slash.begins_segment", { title: next.title }), {
          do: "StartSegment",
          segment: next.segment,
        });
      return { trouble: view.agenda.running ? t("slash.last_segment") : NONE };
    },
  },
  {
    name: "agenda",
    takes: [],
    needs: "all",
    help: t("slash.help_agenda"),
    does: () => ({ says: t("slash.opens_agenda"), page: { page: "dialog", dialog: "agenda" } }),
  },
  {
    name: "agenda",
    takes: ["more", TIME],
    needs: "staff",
    help: t("slash.help_agenda_more"),
    gives: ["ExtendSegment"],
    does: ({ time }, { view }) => {
      const planned = runningOf(view.agenda);
      return planned
        ? gives(t("slash.extends_segment", { title: planned.title, time: timeWords(time) }), {
            do: "ExtendSegment",
            more: time,
          })
        : { trouble: t("slash.no_segment") };
    },
  },
  {
    name: "agenda",
    takes: ["end"],
    needs: "staff",
    help: t("slash.help_agenda_end"),
    gives: ["StartSegment"],
    does: (_, { view }) =>
      view.agenda.running
        ? gives(t("slash.ends_segment", { title: view.agenda.running.title }), {
            do: "StartSegment",
            segment: null,
          })
        : { trouble: t("slash.no_segment") },
  },
];
