// The rows of the attendance table: whom to show, in which order, and what is said of each.
import type { People } from "../core/api";
import { type Attending, isSilent } from "../core/view/attendance";
import type { Kind } from "../core/view/counts";
import { isStaff } from "../core/view/people";
import type { PollView } from "../core/view/types";
import { locale, t } from "../texts";
import { clock } from "../ui/clock";
import { roleWord } from "../ui/names";
import { nameOf } from "./props";

export const WORDS: Record<Kind, string> = {
  messages: t("playback.did_messages"),
  hands: t("playback.did_hands"),
  questions: t("playback.did_questions"),
  reactions: t("playback.did_reactions"),
  answers: t("playback.did_answers"),
  strokes: t("playback.did_strokes"),
  comments: t("playback.did_comments"),
  tasks: t("tasks.title"),
};
export const SHOWN = {
  all: t("playback.shown_all"),
  here: t("playback.shown_here"),
  gone: t("playback.shown_gone"),
  late: t("playback.shown_late"),
  later: t("playback.shown_later"),
};
export const MISSING = { unspoken: t("playback.shown_unspoken"), silent: t("playback.shown_silent") };

export type Column = "name" | "here" | "spoke" | Kind;
export type Filter = keyof typeof SHOWN | keyof typeof MISSING | `poll ${string}`;
/** `left`: when they went out before the end, null for whoever stayed. */
export type Person = Attending & { name: string; staff: boolean; left: number | null };

export const minutes = (ms: number): string => t("playback.minutes", { count: Math.floor(ms / 60_000) });
const did = (one: Attending, kind: Kind): number => one.live[kind] + one.late[kind];

export function status(one: Person): string {
  const [came] = one.stays[0] ?? [];
  if (came === undefined) return t("playback.only_later");
  const since = one.came_late ? t("playback.came_at", { time: clock(came) }) : "";
  const times = one.stays.length > 1 ? t("playback.stays", { count: one.stays.length }) : "";
  const gone = one.left === null ? "" : t("playback.until", { time: clock(one.left) });
  return [one.staff && one.role ? roleWord(one.role) : "", since, times, gone].filter(Boolean).join(" · ");
}

export function fits(one: Person, filter: Filter, polls: readonly PollView[]): boolean {
  switch (filter) {
    case "all":
      return true;
    case "here":
      return one.present;
    case "gone":
      return one.left !== null;
    case "late":
      return one.came_late && !one.staff;
    case "later":
      return one.stays.length === 0;
    case "unspoken":
      return !one.staff && one.spoke === 0;
    case "silent":
      return !one.staff && isSilent(one);
    default: {
      const poll = polls.find((known) => `poll ${known.poll}` === filter);
      return !one.staff && one.stays.length > 0 && !poll?.ballots.has(one.person);
    }
  }
}

export function inOrder(people: readonly Person[], column: Column, down: boolean): Person[] {
  const worth = (one: Person) => {
    if (column === "here" || column === "spoke") return Math.floor(one[column] / 1000);
    return column === "name" ? 0 : did(one, column);
  };
  const way = down ? -1 : 1;
  const byName = (a: Person, b: Person) =>
    Number(b.staff) - Number(a.staff) ||
    a.name.localeCompare(b.name, locale()) ||
    (a.person < b.person ? -1 : 1);
  return [...people].sort((a, b) =>
    column === "name" ? way * byName(a, b) : way * (worth(a) - worth(b)) || byName(a, b),
  );
}

export function known(rows: readonly Attending[], people: People, endedAt: number | null = null): Person[] {
  return rows.map((one) => {
    const role = one.role ?? people[one.person]?.role ?? "student";
    const last = one.stays.at(-1)?.[1] ?? null;
    const left = last !== null && last !== endedAt ? last : null;
    return { ...one, role, name: nameOf(people, one.person), staff: isStaff(role), left };
  });
}
