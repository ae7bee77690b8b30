// An agenda while it is written: rows that can be filled in, or lines of a text that was pasted.
import { newId } from "../core/api";
import { locale, t } from "../texts";
import type { Segment } from "../wire";
import { readTime } from "./slash/time";

export interface DraftRow {
  segment: string;
  title: string;
  activity: Segment["activity"];
  /** As it stands in its field. */
  minutes: string;
}

const MINUTE = 60_000;
export const TITLE_LIMIT = 120;
const MOST = 50;

export const emptyRow = (): DraftRow => ({ segment: newId("s"), title: "", activity: "talk", minutes: "10" });

/** 2.5, or 2,5, as it is written in the reader's language. */
const minutesOf = (ms: number): string =>
  (ms / MINUTE).toLocaleString(locale(), { maximumFractionDigits: 2, useGrouping: false });

export const draftOf = (segments: readonly Segment[]): DraftRow[] =>
  segments.map(({ segment, title, activity, length }) => ({
    segment,
    title,
    activity,
    minutes: minutesOf(length),
  }));

export const segmentsOf = (rows: readonly DraftRow[]): Segment[] =>
  rows.map(({ segment, title, activity, minutes }) => ({
    segment,
    title: title.trim(),
    activity,
    length: Math.round(Number(minutes.replace(",", ".")) * MINUTE),
  }));

/** Why it cannot be kept as it stands; "" when it can. */
export function faultOf(rows: readonly DraftRow[]): string {
  if (rows.length > MOST) return t("lesson.too_many_segments", { most: MOST });
  for (const [place, { title, length }] of segmentsOf(rows).entries()) {
    const number = place + 1;
    if (title === "") return t("lesson.needs_title", { number });
    if ([...title].length > TITLE_LIMIT) return t("lesson.title_too_long", { number, most: TITLE_LIMIT });
    if (!(length >= MINUTE / 6 && length <= 720 * MINUTE)) return t("lesson.needs_minutes", { number });
  }
  return "";
}

const SOUND: readonly [RegExp, Segment["activity"]][] = [
  [/\b(break|pause)\b/i, "break"],
  [/\b(breakouts?|groups?|pairs?)\b/i, "groups"],
  [/\b(quiz|poll|vote)\b/i, "poll"],
  [/\b(q ?& ?a|questions?)\b/i, "questions"],
  [/\b(discuss\w*|debate)\b/i, "discussion"],
  [/\b(exercises?|practice|task|work)\b/i, "exercise"],
];

/** A line: a time before or behind the title, or none; what is done is guessed from its words. */
function readLine(line: string): DraftRow {
  const bare = line.replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, "").trim();
  const before = /^\d/.test(bare) ? readTime(bare, "m") : null;
  const behind =
    /^(.*?)[\s,;，、；،؛(（–-]+(\d[\d.,:]*\s*(?:h|hours?|m|mins?|minutes?|'|′)?\s*\d*\s*(?:m|mins?|minutes?)?)\)?$/i.exec(
      bare,
    );
  const time = before ?? (behind ? readTime(behind[2]!.replace(/['′]/, "m"), "m") : null);
  const title = before ? before.rest.replace(/^[\s:–-]+/, "") : time && behind ? behind[1]! : bare;
  const activity = SOUND.find(([word]) => word.test(title))?.[1] ?? "talk";
  const minutes = time ? minutesOf(time.ms) : "10";
  return { ...emptyRow(), title: title.trim(), activity, minutes };
}

/** The rows of a text, a line each. */
export const readAgenda = (text: string): DraftRow[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map(readLine);
