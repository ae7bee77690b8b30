// When the class begins, in words that a person would use.
import { useEffect, useState } from "react";
import type { Ticket } from "../../core/api";
import { clock, wallTime } from "../../ui/clock";

export function startsIn(startsAt: number, now: number): string {
  const left = startsAt - now;
  if (left <= 0) return "Begins any moment";
  if (left < 3_600_000) return `Starts in ${clock(left)}`;
  const sameDay = new Date(startsAt).toDateString() === new Date(now).toDateString();
  const day = new Date(startsAt).toLocaleDateString([], { weekday: "short", day: "numeric", month: "short" });
  return `Starts ${sameDay ? "today" : day}, ${wallTime(startsAt)}`;
}

export function Starts({ about }: { about: Ticket["class"] }) {
  const [now, setNow] = useState(() => Date.now());
  const counts = about.state === "scheduled" && about.starts_at !== null;
  useEffect(() => {
    if (!counts) return;
    const timer = window.setInterval(() => setNow(Date.now()), 1_000);
    return () => window.clearInterval(timer);
  }, [counts]);
  if (about.state === "live") return <b>The class is on now</b>;
  if (about.starts_at === null) return <span className="muted">The class has not begun</span>;
  return <b className="nums">{startsIn(about.starts_at, now)}</b>;
}
