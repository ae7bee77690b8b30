// What the desk says: classes sorted into now, to catch up, coming up; sentences before numbers.
import type { Desk, DeskClass } from "../../core/api";
import { isStaff } from "../../core/view/people";
import { t } from "../../texts";
import { wallDay, wallTime } from "../../ui/clock";

export interface Sorted {
  live: DeskClass[];
  coming: DeskClass[];
  ended: DeskClass[];
  /** On their way from elsewhere. */
  importing: DeskClass[];
}

export function sorted(classes: readonly DeskClass[]): Sorted {
  const comes = (one: DeskClass) => one.kind === "import" && one.state === "scheduled";
  const of = (state: DeskClass["state"]) => classes.filter((one) => one.state === state && !comes(one));
  return {
    live: of("live"),
    coming: of("scheduled").sort((a, b) => (a.starts_at ?? Infinity) - (b.starts_at ?? Infinity)),
    ended: of("ended").sort((a, b) => (b.ended_at ?? 0) - (a.ended_at ?? 0)),
    importing: classes.filter(comes),
  };
}

/** Who leads the class, also as an assistant, who holds no instructor link. */
export const teaches = (one: DeskClass): boolean => isStaff(one.role);

/** The title of a class's course; the desk gives its id or its title. */
export function courseOf(desk: Desk, one: DeskClass): string {
  const listed = desk.courses.find((course) => course.id === one.course)?.title;
  return listed ?? (one as DeskClass & { course_title?: string }).course_title ?? one.course;
}

export const belongs = (course: { id: string; title: string }, one: DeskClass): boolean =>
  one.course === course.id || one.course === course.title;

/** A link of the server as an address of this site, so that it opens in whatever way the site was reached. */
export function here(link: string): string {
  try {
    const { pathname, search, hash } = new URL(link, location.href);
    return pathname + search + hash;
  } catch {
    return link;
  }
}

/** The same link, to a moment (class ms); it may carry a ticket already. */
export const atMoment = (link: string, at: number): string =>
  `${link}${link.includes("?") ? "&" : "?"}t=${Math.floor(at / 1000)}`;

/** How far somebody has played a class on this device: class ms. */
export function resumeAt(classId: string): number {
  return Number(localStorage.getItem(`amphi.at.${classId}`) ?? 0) || 0;
}

export interface Progress {
  at: number;
  /** 0 to 1. */
  share: number;
}

export function progress(one: DeskClass): Progress {
  const at = one.mine?.at || resumeAt(one.id);
  if (one.mine) return { at, share: one.mine.complete ? 1 : Math.min(0.99, one.mine.share / 100) };
  const share = one.duration ? Math.min(1, at / one.duration) : 0;
  return { at, share: share > 0.97 ? 1 : share };
}

const COMMENT_MINUTES = 3;
const TASK_MINUTES = 10;
const NEVER = Number.MAX_SAFE_INTEGER;

/** What somebody still has to do, in minutes: to watch, a minute for a poll, some for a comment or a task. */
export const minutesOf = ({ mine }: DeskClass): number =>
  mine
    ? Math.ceil(mine.left / 60_000) + mine.polls + COMMENT_MINUTES * mine.posts + TASK_MINUTES * mine.tasks
    : 0;

/** What is next over all courses, what closes first at the top; what has no end comes last, the newest first. */
export function nextOf(ended: readonly DeskClass[], now: number): DeskClass[] {
  return ended
    .filter(({ role, mine, closes_at: closes }) => {
      return role === "student" && mine && !mine.complete && (closes === null || closes > now);
    })
    .sort((a, b) => (a.closes_at ?? NEVER) - (b.closes_at ?? NEVER) || (b.ended_at ?? 0) - (a.ended_at ?? 0));
}

/** The coming classes for which something is to be done before they begin, in their order. */
export const earlyOf = (coming: readonly DeskClass[]): DeskClass[] =>
  coming.filter(({ role, before }) => role === "student" && (before?.left ?? 0) > 0);

const HOUR = 3_600_000;

/** "5 days left", "3 hours left". */
export function leftWords(closes: number, now: number): string {
  const hours = Math.max(1, Math.floor((closes - now) / HOUR));
  return hours < 48
    ? t("late.hours_left", { count: hours })
    : t("late.days_left", { count: Math.floor(hours / 24) });
}

/** "23 h", "4 days": how long something has waited. */
export function agoWords(since: number, now: number): string {
  const minutes = Math.max(1, Math.floor((now - since) / 60_000));
  if (minutes < 60) return t("desk.minutes", { count: minutes });
  if (minutes < 48 * 60) return t("late.hours", { count: Math.floor(minutes / 60) });
  return t("late.days", { count: Math.floor(minutes / 60 / 24) });
}

/** "18 min left to do · 1 poll · 1 comment or question": what is missing. */
export function missingWords(one: DeskClass): string {
  const { mine } = one;
  if (!mine) return "";
  return [
    t("late.to_do", { length: lasting(minutesOf(one) * 60_000) }),
    mine.polls > 0 && t("desk.count_polls", { count: mine.polls }),
    mine.tasks > 0 && t("late.count_tasks", { count: mine.tasks }),
    mine.posts > 0 && t("late.count_posts", { count: mine.posts }),
  ]
    .filter(Boolean)
    .join(" · ");
}

export function greeting(name: string, hour: number): string {
  const part = hour < 5 ? "evening" : hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
  const first = name.trim().split(/\s+/)[0];
  return first ? t(`desk.hello_${part}`, { name: first }) : t(`desk.good_${part}`);
}

/** One sentence on what is now and what is next. */
export function summary({ live, coming, ended }: Sorted, now: number): string {
  if (live.length > 0) return t("desk.classes_on", { count: live.length });
  const next = coming.find((one) => one.starts_at !== null);
  if (next?.starts_at)
    return t(`desk.begins_${dayOf(next.starts_at, now)}`, { title: next.title, ...moment(next.starts_at) });
  if (coming.length > 0) return t("desk.classes_wait", { count: coming.length });
  if (ended.length > 0) return t("desk.nothing_on");
  return t("desk.nothing_yet");
}

/** How many classes want something of a student, and by when the first does. */
export function needsYou(ended: readonly DeskClass[], now: number): string {
  const next = nextOf(ended, now).filter((one) => one.closes_at !== null);
  const first = next[0]?.closes_at;
  return first ? t("late.needs_you", { count: next.length, day: wallDay(first) }) : "";
}

function dayOf(unix: number, now: number): "today" | "tomorrow" | "day" {
  const day = (time: number) => new Date(time).toDateString();
  if (day(unix) === day(now)) return "today";
  return day(unix) === day(now + 86_400_000) ? "tomorrow" : "day";
}

const moment = (unix: number) => ({ day: wallDay(unix), time: wallTime(unix) });

/** "today, 14:00", "tomorrow, 14:00" or "Wed 25 Nov, 14:00". */
export const when = (unix: number, now: number): string => t(`desk.when_${dayOf(unix, now)}`, moment(unix));

/** "48 min", "1 h 14 min" or "30 s" from ms. */
export function lasting(ms: number): string {
  if (ms < 60_000) return t("ui.seconds", { count: Math.max(1, Math.round(ms / 1000)) });
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return t("desk.minutes", { count: minutes });
  return t("desk.hours_minutes", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** The transcript's state in words, empty when there is nothing to say. */
export function transcriptWords(
  state: string | null,
): { words: string; tone: "plain" | "ok" | "warn" } | null {
  switch (state) {
    case "done":
      return { words: t("desk.transcript_done"), tone: "ok" };
    case "working":
      return { words: t("desk.transcript_working"), tone: "plain" };
    case "failed":
      return { words: t("desk.transcript_failed"), tone: "warn" };
    case "no_model":
      return { words: t("desk.transcript_no_model"), tone: "warn" };
    default:
      return null;
  }
}

const NAMED = ["people", "messages", "polls", "questions", "comments"] as const;

/** "12 people · 2 polls", only what there is. */
export function countWords(counts: Record<string, number>): string {
  return NAMED.map((key) => ({ key, count: counts[key] ?? 0 }))
    .filter(({ count }) => count > 0)
    .map(({ key, count }) => t(`desk.count_${key}`, { count }))
    .join(" · ");
}
