// Small groups: planned, open, and who sits where.
import type { Entry, Group } from "../../wire";
import type { BreakoutsView } from "./types";

export const noBreakouts: BreakoutsView = { state: "none", groups: [], openedAt: null };

function move(groups: readonly Group[], person: string, to: string | null): Group[] {
  return groups.map((one) => {
    const people = one.people.filter((id) => id !== person);
    return { ...one, people: one.group === to ? [...people, person] : people };
  });
}

export function foldBreakouts(breakouts: BreakoutsView, { at, event }: Entry): BreakoutsView {
  switch (event.type) {
    case "BreakoutsPlanned":
      return {
        state: breakouts.state === "open" ? "open" : "planned",
        groups: event.groups,
        openedAt: breakouts.openedAt,
      };
    case "BreakoutsOpened":
      return { state: "open", groups: event.groups, openedAt: at };
    case "PersonMoved":
      return { ...breakouts, groups: move(breakouts.groups, event.person, event.group) };
    case "BreakoutsClosed":
      return { ...breakouts, state: "none", openedAt: null };
    case "ClassEnded":
      return { ...breakouts, state: "none", openedAt: null };
    default:
      return breakouts;
  }
}

/** The open group of a person, null in the main room. */
export function groupOf(breakouts: BreakoutsView, person: string): Group | null {
  if (breakouts.state !== "open") return null;
  return breakouts.groups.find((one) => one.people.includes(person)) ?? null;
}
