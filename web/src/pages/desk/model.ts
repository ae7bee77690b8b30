// What the desk says: classes sorted into now, to catch up, coming up; sentences before numbers.
import type { Desk, DeskClass } from "../../core/api";
import { isStaff } from "../../core/view/people";
import { wallTime } from "../../ui/clock";

export interface Sorted {
  live: DeskClass[];
  coming: DeskClass[];
  ended: DeskClass[];
}

export function sorted(classes: readonly DeskClass[]): Sorted {
  const of = (state: DeskClass["state"]) => classes.filter((one) => one.state === state);
  return {
    live: of("live"),
    coming: of("scheduled").sort((a, b) => (a.starts_at ?? Infinity) - (b.starts_at ?? Infinity)),
    ended: of("ended").sort((a, b) => (b.ended_at ?? 0) - (a.ended_at ?? 0)),
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
  const at = resumeAt(one.id);
  const share = one.duration ? Math.min(1, at / one.duration) : 0;
  return { at, share: share > 0.97 ? 1 : share };
}

export function greeting(name: string, hour: number): string {
  const part = hour < 5 ? "evening" : hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
  const first = name.trim().split(/\s+/)[0];
  return first ? `Good ${part}, ${first}` : `Good ${part}`;
}

const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
const count = (many: number, one: string, more: string): string =>
  `${NUMBERS[many] ?? many} ${many === 1 ? one : more}`;

/** One sentence on what is now and what is next. */
export function summary({ live, coming, ended }: Sorted, now: number): string {
  if (live.length > 0) return `${count(live.length, "class is", "classes are")} on now.`;
  const next = coming.find((one) => one.starts_at !== null);
  if (next?.starts_at) return `${next.title} begins ${when(next.starts_at, now)}.`;
  if (coming.length > 0) return `${count(coming.length, "class waits", "classes wait")} to begin.`;
  if (ended.length > 0) return "Nothing is on now. What has been can be played at any time.";
  return "Nothing here yet. A class needs only a title.";
}

/** "today, 14:00", "tomorrow, 14:00" or "Wed 25 Nov, 14:00". */
export function when(unix: number, now: number): string {
  const day = (time: number) => new Date(time).toDateString();
  if (day(unix) === day(now)) return `today, ${wallTime(unix)}`;
  if (day(unix) === day(now + 86_400_000)) return `tomorrow, ${wallTime(unix)}`;
  return `${new Date(unix).toLocaleDateString([], { weekday: "short", day: "numeric", month: "short" })}, ${wallTime(unix)}`;
}

/** "48 min", "1 h 14 min" or "30 s" from ms. */
export function lasting(ms: number): string {
  if (ms < 60_000) return `${Math.max(1, Math.round(ms / 1000))} s`;
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The transcript's state in words, empty when there is nothing to say. */
export function transcriptWords(
  state: string | null,
): { words: string; tone: "plain" | "ok" | "warn" } | null {
  switch (state) {
    case "done":
      return { words: "Transcript ready", tone: "ok" };
    case "working":
      return { words: "Transcript is being written", tone: "plain" };
    case "failed":
      return { words: "Transcript failed", tone: "warn" };
    case "no_model":
      return { words: "No speech model installed", tone: "warn" };
    default:
      return null;
  }
}

const NAMED: [key: string, one: string, more: string][] = [
  ["people", "person", "people"],
  ["messages", "message", "messages"],
  ["polls", "poll", "polls"],
  ["questions", "open question", "open questions"],
  ["comments", "comment", "comments"],
];

/** "12 people · 2 polls", only what there is. */
export function countWords(counts: Record<string, number>): string {
  return NAMED.filter(([key]) => (counts[key] ?? 0) > 0)
    .map(([key, one, more]) => `${counts[key]} ${counts[key] === 1 ? one : more}`)
    .join(" · ");
}
