// The agenda as all see it: what is planned, where the class is, and how much time is left.
import { type AgendaView, leftOf, lengthOf, nextOf } from "../core/view/agenda";
import { t } from "../texts";
import { Button } from "../ui/Button";
import type { Segment } from "../wire";
import { ACTIVITIES, leftWords } from "./AgendaChip";
import type { PanelProps } from "./props";
import { timeWords } from "./slash/time";
import { useNow } from "./timers";
import "./tools.css";

const MINUTE = 60_000;

/** What each segment is now, in a word. */
function stateOf(agenda: AgendaView, { segment }: Segment): "runs" | "held" | "comes" {
  if (agenda.running?.segment === segment) return "runs";
  return agenda.past.some((one) => one.segment === segment) ? "held" : "comes";
}

interface ListProps {
  agenda: AgendaView;
  now?: () => number;
  /** Those who lead, live: begin one. */
  begin?: (segment: string) => void;
}

export function AgendaList({ agenda, now, begin }: ListProps) {
  const { segments } = agenda;
  if (segments.length === 0) return <p className="muted">{t("lesson.nothing_planned")}</p>;
  return (
    <>
      <ol className="agenda-list">
        {segments.map((one) => {
          const state = stateOf(agenda, one);
          return (
            <li
              key={one.segment}
              className={`row ${state}`}
              aria-current={state === "runs" ? "step" : undefined}
            >
              <span className="grow">
                <span className="b" dir="auto">
                  {one.title}
                </span>
                <span className="small muted">
                  {t(`lesson.segment_${state}`, {
                    activity: ACTIVITIES[one.activity],
                    time: timeWords(one.length),
                  })}
                </span>
              </span>
              {state === "runs" && now ? <Left agenda={agenda} now={now} /> : null}
              {state !== "runs" && begin && (
                <Button
                  size="sm"
                  kind="bare"
                  aria-label={t("lesson.begin_named", { title: one.title })}
                  onPress={() => begin(one.segment)}
                >
                  {t("lesson.begin")}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      <p className="small muted">{t("lesson.planned_in_all", { time: timeWords(lengthOf(segments)) })}</p>
    </>
  );
}

function Left({ agenda, now }: { agenda: AgendaView; now: () => number }) {
  const left = leftOf(agenda, useNow(now)) ?? 0;
  return <span className={`chip nums${left < 0 ? " warn" : ""}`}>{leftWords(left)}</span>;
}

/** Live, in the hands of those who lead: go on, give more time. */
export function AgendaPanel({
  view,
  act,
  now,
  leads,
  edit,
}: Pick<PanelProps, "view" | "act"> & {
  now: () => number;
  leads: boolean;
  edit: () => void;
}) {
  const { agenda } = view;
  const next = nextOf(agenda);
  const begin = (segment: string | null) => void act({ do: "StartSegment", segment });
  return (
    <div className="stack">
      <AgendaList agenda={agenda} now={now} begin={leads ? begin : undefined} />
      {leads && (
        <div className="row wrap">
          {next && (
            <Button kind="go" onPress={() => begin(next.segment)}>
              {t(agenda.running ? "lesson.next_named" : "lesson.begin_named", { title: next.title })}
            </Button>
          )}
          {agenda.running && (
            <Button onPress={() => void act({ do: "ExtendSegment", more: 5 * MINUTE })}>
              {t("lesson.five_more")}
            </Button>
          )}
          {agenda.running && !next && (
            <Button kind="go" onPress={() => begin(null)}>
              {t("lesson.end_agenda")}
            </Button>
          )}
          <span className="grow" />
          <Button kind={agenda.segments.length ? "bare" : "go"} onPress={edit}>
            {t(agenda.segments.length ? "lesson.change" : "lesson.plan_class")}
          </Button>
        </div>
      )}
    </div>
  );
}
