// When the class begins, in words that a person would use.
import { useEffect, useState } from "react";
import type { Ticket } from "../../core/api";
import { t } from "../../texts";
import { clock, wallDay, wallTime } from "../../ui/clock";

export function startsIn(startsAt: number, now: number): string {
  const left = startsAt - now;
  if (left <= 0) return t("lobby.begins_any_moment");
  if (left < 3_600_000) return t("lobby.starts_in", { time: clock(left) });
  const sameDay = new Date(startsAt).toDateString() === new Date(now).toDateString();
  const time = wallTime(startsAt);
  return sameDay ? t("lobby.starts_today", { time }) : t("lobby.starts_on", { day: wallDay(startsAt), time });
}

export function Starts({ about }: { about: Ticket["class"] }) {
  const [now, setNow] = useState(() => Date.now());
  const counts = about.state === "scheduled" && about.starts_at !== null;
  useEffect(() => {
    if (!counts) return;
    const timer = window.setInterval(() => setNow(Date.now()), 1_000);
    return () => window.clearInterval(timer);
  }, [counts]);
  if (about.state === "live") return <b>{t("lobby.on_now")}</b>;
  if (about.starts_at === null) return <span className="muted">{t("lobby.not_begun")}</span>;
  return <b className="nums">{startsIn(about.starts_at, now)}</b>;
}
