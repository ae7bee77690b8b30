// The agenda as all see it: what is planned, where the class is, and how much time is left.
import { ListChecks } from "lucide-react";
import { Button as Press } from "react-aria-components";
import { type AgendaView, leftOf, lengthOf, nextOf, runningOf } from "../core/view/agenda";
import { Button } from "../ui/Button";
import { clock } from "../ui/clock";
import type { Segment } from "../wire";
import type { PanelProps } from "./props";
import { timeWords } from "./slash/time";
import { useNow } from "./timers";
import "./tools.css";

const MINUTE = 60_000;

export const ACTIVITIES: Record<Segment["activity"], string> = {
  talk: "Talk",
  discussion: "Discussion",
  groups: "Groups",
  exercise: "Exercise",
  poll: "Poll or quiz",
  questions: "Questions",
  break: "Break",
  other: "Other",
};

const WORDS = {
  none: "Nothing is planned.",
  all: "Planned in all",
  start: "Begin",
  next: "Next",
  more: "5 minutes more",
  over: "over",
  left: "left",
  finish: "End the agenda",
};

/** "4:30 left", or "1:20 over". */
function leftWords(left: number): string {
  const shown = clock(left >= 0 ? Math.ceil(left / 1000) * 1000 : -left);
  return `${shown} ${left >= 0 ? WORDS.left : WORDS.over}`;
}

interface ChipProps {
  agenda: AgendaView;
  now: () => number;
  /** Only the time. */
  small?: boolean;
  /** Without it, it is only looked at. */
  open?: () => void;
}

/** The segment that runs, calm: only its time changes, and it is said aloud when another one begins. */
export function AgendaChip(props: ChipProps) {
  const planned = runningOf(props.agenda);
  return (
    <>
      {planned && <Running key={planned.segment} planned={planned} {...props} />}
      <span className="vh" role="status">
        {planned && `${ACTIVITIES[planned.activity]}: ${planned.title}`}
      </span>
    </>
  );
}

function Running({ agenda, planned, now, small, open }: ChipProps & { planned: Segment }) {
  const left = leftOf(agenda, useNow(now)) ?? 0;
  const look = `chip segment${left < 0 ? " warn" : ""}`;
  const inside = (
    <>
      <ListChecks className="i s" aria-hidden="true" />
      {!small && <span className="segment-name clip">{planned.title}</span>}
      <span className="nums">{small ? leftWords(left).split(" ")[0] : leftWords(left)}</span>
    </>
  );
  return (
    <>
      {open ? (
        <Press className={`${look} press`} onPress={open} aria-label={`Agenda: ${planned.title}`}>
          {inside}
        </Press>
      ) : (
        <span className={look}>{inside}</span>
      )}
      <span className="vh" role="status">
        {left < 0 && `The time for ${planned.title} is over`}
      </span>
    </>
  );
}

/** What each segment is now, in a word. */
function stateOf(agenda: AgendaView, { segment }: Segment): "runs" | "held" | "comes" {
  if (agenda.running?.segment === segment) return "runs";
  return agenda.past.some((one) => one.segment === segment) ? "held" : "comes";
}

const STATES = { runs: ", runs now", held: ", held", comes: "" };

interface ListProps {
  agenda: AgendaView;
  now?: () => number;
  /** Those who lead, live: begin one. */
  begin?: (segment: string) => void;
}

export function AgendaList({ agenda, now, begin }: ListProps) {
  const { segments } = agenda;
  if (segments.length === 0) return <p className="muted">{WORDS.none}</p>;
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
                  {ACTIVITIES[one.activity]} · {timeWords(one.length)}
                  {STATES[state]}
                </span>
              </span>
              {state === "runs" && now ? <Left agenda={agenda} now={now} /> : null}
              {state !== "runs" && begin && (
                <Button
                  size="sm"
                  kind="bare"
                  aria-label={`${WORDS.start}: ${one.title}`}
                  onPress={() => begin(one.segment)}
                >
                  {WORDS.start}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      <p className="small muted">
        {WORDS.all}: {timeWords(lengthOf(segments))}
      </p>
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
              {agenda.running ? `${WORDS.next}: ${next.title}` : `${WORDS.start}: ${next.title}`}
            </Button>
          )}
          {agenda.running && (
            <Button onPress={() => void act({ do: "ExtendSegment", more: 5 * MINUTE })}>{WORDS.more}</Button>
          )}
          {agenda.running && !next && (
            <Button kind="go" onPress={() => begin(null)}>
              {WORDS.finish}
            </Button>
          )}
          <span className="grow" />
          <Button kind={agenda.segments.length ? "bare" : "go"} onPress={edit}>
            {agenda.segments.length ? "Change" : "Plan the class"}
          </Button>
        </div>
      )}
    </div>
  );
}
