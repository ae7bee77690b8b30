// The segment of the agenda that runs, in the bar: loaded with the room, the agenda itself when it is opened.
import { ListChecks } from "lucide-react";
import { Button as Press } from "react-aria-components";
import { type AgendaView, leftOf, runningOf } from "../core/view/agenda";
import { t } from "../texts";
import { clock, leftClock } from "../ui/clock";
import type { Segment } from "../wire";
import { useNow } from "./timers";
import "./tools.css";

export const ACTIVITIES: Record<Segment["activity"], string> = {
  talk: t("lesson.activity_talk"),
  discussion: t("lesson.activity_discussion"),
  groups: t("lesson.activity_groups"),
  exercise: t("lesson.activity_exercise"),
  poll: t("lesson.activity_poll"),
  questions: t("lesson.activity_questions"),
  break: t("lesson.activity_break"),
  other: t("lesson.activity_other"),
};

/** "4:30 left", or "1:20 over". */
export function leftWords(left: number): string {
  return t(left >= 0 ? "lesson.time_left" : "lesson.time_over", {
    time: left >= 0 ? leftClock(left) : clock(-left),
  });
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
        {planned && t("lesson.segment_now", { activity: ACTIVITIES[planned.activity], title: planned.title })}
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
      {!small && (
        <span className="segment-name clip" dir="auto">
          {planned.title}
        </span>
      )}
      <span className="nums">{small ? leftClock(left) : leftWords(left)}</span>
    </>
  );
  return (
    <>
      {open ? (
        <Press
          className={`${look} press`}
          onPress={open}
          aria-label={t("lesson.agenda_at", { title: planned.title })}
        >
          {inside}
        </Press>
      ) : (
        <span className={look}>{inside}</span>
      )}
      <span className="vh" role="status">
        {left < 0 && t("lesson.segment_time_over", { title: planned.title })}
      </span>
    </>
  );
}
