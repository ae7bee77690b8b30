// The rows of the attendance table: whom to show, in which order, and what is said of each.
import type { People } from "../core/api";
import { type Attending, isSilent, type Kind } from "../core/view/attendance";
import { isStaff } from "../core/view/people";
import type { PollView } from "../core/view/types";
import { clock } from "../ui/clock";
import { roleWord } from "../ui/names";
import { nameOf } from "./props";

export const WORDS: Record<Kind, string> = {
  messages: "Chat",
  hands: "Hands",
  questions: "Questions",
  reactions: "Reactions",
  answers: "Polls",
  strokes: "Board",
  comments: "Comments",
};
export const SHOWN = {
  all: "Everybody",
  here: "Here now",
  gone: "Left",
  late: "Came late",
  later: "Only later",
};
export const MISSING = { unspoken: "Has not spoken", silent: "Has done nothing yet" };

export type Column = "name" | "here" | "spoke" | Kind;
export type Filter = keyof typeof SHOWN | keyof typeof MISSING | `poll ${string}`;
/** `left`: when they went out before the end, null for whoever stayed. */
export type Person = Attending & { name: string; staff: boolean; left: number | null };

export const minutes = (ms: number): string => `${Math.floor(ms / 60_000)} min`;
const did = (one: Attending, kind: Kind): number => one.live[kind] + one.late[kind];

export function status(one: Person): string {
  const [came] = one.stays[0] ?? [];
  if (came === undefined) return "only later";
  const since = one.came_late ? `came at ${clock(came)}` : "";
  const times = one.stays.length > 1 ? `${one.stays.length} stays` : "";
  const gone = one.left === null ? "" : `until ${clock(one.left)}`;
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
    Number(b.staff) - Number(a.staff) || a.name.localeCompare(b.name) || (a.person < b.person ? -1 : 1);
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
