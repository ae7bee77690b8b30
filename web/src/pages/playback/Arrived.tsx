// What others do while one watches is told once, in words for whoever listens: several things together, and not too often.
import { useEffect, useRef, useState } from "react";
import type { People } from "../../core/api";
import { type Arrival, arrivalsAfter, lateVoters, votesSince } from "../../core/view/arrivals";
import { isStaff } from "../../core/view/people";
import type { View } from "../../core/view/types";
import { writerOf } from "../../panels/comments/words";
import { nameOf, type PanelProps } from "../../panels/props";
import { t } from "../../texts";
import { clock } from "../../ui/clock";
import type { Classroom } from "./useClassroom";

/** Nothing more is said for so long, in ms. */
const EVERY = 6_000;
const KINDS = ["questions", "answers", "comments", "messages", "votes", "drawings"] as const;

/** One thing by whose it is and where it stands, several by how many there are. */
export function arrivalWords(arrivals: readonly Arrival[], people: People, me: string): string {
  const [one] = arrivals;
  if (!one) return "";
  if (arrivals.length === 1 && one.count === 1) {
    const { kind, who: by, anonymous, at } = one;
    const named = by === null ? t("late.somebody") : nameOf(people, by);
    const who = kind === "comments" ? writerOf({ anonymous, by }, people, me) : named;
    return t(`late.came_${kind}`, { who, time: clock(at) });
  }
  const count = (kind: Arrival["kind"]) =>
    arrivals.reduce((sum, each) => sum + (each.kind === kind ? each.count : 0), 0);
  const what = KINDS.filter((kind) => count(kind) > 0).map((kind) =>
    t(`late.later_${kind}`, { count: count(kind) }),
  );
  return t("late.came", { what: what.join(" · ") });
}

function useArrivals(room: Classroom, full: View, me: PanelProps["me"], tell: (new_: Arrival[]) => void) {
  const { timeline, tallies } = room;
  const newest = useRef(timeline.last);
  const voters = useRef(lateVoters(full.polls.polls, tallies, me.person));
  useEffect(() => {
    const over = full.lesson.endedAt !== null;
    const came = arrivalsAfter(newest.current, timeline.entries, me.person, over);
    newest.current = Math.max(newest.current, timeline.last);
    const now = lateVoters(full.polls.polls, tallies, me.person);
    const votes = over ? votesSince(voters.current, now, full.polls.polls, isStaff(me.role)) : [];
    voters.current = now;
    if (came.length + votes.length > 0) tell([...came, ...votes]);
  }, [timeline, full, tallies, me, tell]);
}

interface Props extends Pick<PanelProps, "people" | "me"> {
  room: Classroom;
  full: View;
}

export default function Arrived({ room, full, people, me }: Props) {
  const [said, setSaid] = useState<readonly Arrival[]>([]);
  const waiting = useRef<Arrival[]>([]);
  const timer = useRef<number>(undefined);
  const saidAt = useRef(0);
  const [tell] = useState(() => (arrivals: Arrival[]) => {
    waiting.current.push(...arrivals);
    timer.current ??= window.setTimeout(
      () => {
        timer.current = undefined;
        saidAt.current = Date.now();
        setSaid(waiting.current);
        waiting.current = [];
      },
      Math.max(0, saidAt.current + EVERY - Date.now()),
    );
  });
  useArrivals(room, full, me, tell);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return (
    <span className="vh" role="status">
      {arrivalWords(said, people, me.person)}
    </span>
  );
}
