// Whose notes there are to read, and which of them can be written now.
import { groupOf } from "../../core/view/breakouts";
import { isStaff } from "../../core/view/people";
import { may } from "../../core/view/rights";
import type { PanelProps } from "../props";

export const MAIN = "everyone";

/** The notes of the room one is in: they are shown unless others are chosen. */
export function here({ view, me }: PanelProps): string {
  const group = groupOf(view.breakouts, me.person);
  return group ? `group:${group.group}` : MAIN;
}

/** Every place with notes, by name; open groups count for those who lead even while nothing is written there. */
export function placesOf(panel: PanelProps, mainRoom: string): (readonly [string, string])[] {
  const { view, me } = panel;
  const { groups, state } = view.breakouts;
  const found = new Map<string, string>([[MAIN, mainRoom]]);
  const mine = here(panel);
  for (const { group, name } of groups) {
    const place = `group:${group}`;
    if (state === "open" && (isStaff(me.role) || place === mine)) found.set(place, name);
  }
  for (const [place, { name }] of view.notebook.places) {
    if (place === MAIN) continue;
    const known = groups.find(({ group }) => place === `group:${group}`);
    found.set(place, known?.name ?? name ?? place.replace("group:", ""));
  }
  return [...found];
}

/** Live by right, and in an open group by being its member; later by right, in the notes of the main room. */
export function mayWrite(panel: PanelProps, place: string): boolean {
  const { view, whole, me, mode } = panel;
  const by = may(whole ?? view, me, "write_notes");
  if (mode === "later") return place === MAIN && by && whole?.lesson.state === "ended";
  if (view.lesson.state !== "live") return false;
  if (place === MAIN) return by;
  const open =
    view.breakouts.state === "open" && view.breakouts.groups.some(({ group }) => place === `group:${group}`);
  return open && (isStaff(me.role) || place === here(panel));
}
