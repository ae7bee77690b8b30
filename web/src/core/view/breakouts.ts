// Small groups: planned, open, until when, and who sits where.
import type { Entry, Group } from "../../wire";
import type { BreakoutsView, TrackView, View } from "./types";

export const noBreakouts: BreakoutsView = {
  state: "none",
  groups: [],
  planned: [],
  choose: false,
  openedAt: null,
  endsAt: null,
  calledBack: false,
  late: false,
};

function move(groups: readonly Group[], person: string, to: string | null): Group[] {
  return groups.map((one) => {
    const people = one.people.filter((id) => id !== person);
    return { ...one, people: one.group === to ? [...people, person] : people };
  });
}

export function foldBreakouts(breakouts: BreakoutsView, { at, event }: Entry): BreakoutsView {
  switch (event.type) {
    case "BreakoutsPlanned": {
      const state = breakouts.state === "open" ? "open" : "planned";
      return { ...breakouts, state, planned: event.groups };
    }
    case "BreakoutsOpened": {
      const { groups, length = null, choose = false } = event;
      const endsAt = length === null ? null : at + length;
      return { ...breakouts, state: "open", groups, choose, openedAt: at, endsAt, calledBack: false };
    }
    case "LateGroupsSet":
      return { ...breakouts, late: event.on };
    case "GroupJoined":
    case "PersonMoved":
      return { ...breakouts, groups: move(breakouts.groups, event.person, event.group) };
    case "GroupRenamed": {
      const { group, name } = event;
      return {
        ...breakouts,
        groups: breakouts.groups.map((one) => (one.group === group ? { ...one, name } : one)),
      };
    }
    case "BreakoutsExtended":
      return { ...breakouts, endsAt: (breakouts.endsAt ?? at) + event.more, calledBack: false };
    case "BreakoutsCalledBack":
      return { ...breakouts, endsAt: at + event.countdown, calledBack: true };
    case "BreakoutsClosed":
    case "ClassEnded":
      // Who sat where is kept: names of groups, and "same as last time".
      return { ...noBreakouts, planned: breakouts.planned, groups: breakouts.groups, late: breakouts.late };
    default:
      return breakouts;
  }
}

/** The open group of a person, null in the main room. */
export function groupOf(breakouts: BreakoutsView, person: string): Group | null {
  if (breakouts.state !== "open") return null;
  return breakouts.groups.find((one) => one.people.includes(person)) ?? null;
}

/** The group in which a person was last, or which they joined after the class. */
export const seatOf = ({ groups }: BreakoutsView, person: string): Group | null =>
  groups.find((one) => one.people.includes(person)) ?? null;

/** Whether a person may receive a track: from the same room, or a voice that is heard in all of them. */
export function reaches({ breakouts, broadcasts }: View, track: TrackView, person: string): boolean {
  if (track.source === "microphone" && broadcasts.voices.has(track.person)) return true;
  return groupOf(breakouts, track.person)?.group === groupOf(breakouts, person)?.group;
}
