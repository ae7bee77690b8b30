// Class times in words and digits.
import { language, locale } from "../texts";

/** 23:41 or 1:02:03 from milliseconds. */
export function clock(ms: number): string {
  const all = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(all / 3600);
  const minutes = Math.floor((all % 3600) / 60);
  const seconds = String(all % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

/** A page knows the server's clock to so many ms: 15:00.05 left is still 15:00. */
const KNOWN_TO = 250;

/** What is left, 23:41 or 1:02:03: a second that has begun is still left. */
export function leftClock(ms: number): string {
  return clock(Math.ceil(Math.max(0, ms - KNOWN_TO) / 1000) * 1000);
}

/** By language: making one takes a hundred times as long as using it, and a chat shows many times. */
const times = new Map<string, Intl.DateTimeFormat>();

/** 14:23 in the reader's own time, from Unix ms. */
export function wallTime(unix: number): string {
  const spoken = language();
  const known = times.get(spoken);
  const format = known ?? new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit" });
  if (!known) times.set(spoken, format);
  return format.format(unix);
}

/** Mon, 3 Feb, from Unix ms; with its year where that is another one. */
export function wallDay(unix: number): string {
  const day = new Date(unix);
  const year = day.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return day.toLocaleDateString(locale(), { weekday: "short", day: "numeric", month: "short", year });
}
