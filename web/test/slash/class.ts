// A class with a teacher and three students, and what typing is judged against in it.
import { apply, before } from "../../src/core/view/fold";
import type { Ground, Own } from "../../src/panels/slash/row";
import type { Event } from "../../src/wire";
import { entry } from "../core/entries";

const NAMES: Record<string, string> = {
  t: "Ada Byron",
  a: "Kofi Mensah",
  b: "Priya",
  c: "Kofi Annan",
  d: "Priya",
};
const OWN: Own = { microphone: false, camera: false, screen: false, captions: false, grid: false };

const BEGIN: readonly Event[] = [
  { type: "ClassScheduled", title: "Tides", starts_at: null, lobby: false },
  { type: "ClassOpened", opened_at: 1_795_310_000_000, recorded: true },
  { type: "PersonJoined", person: "t", role: "instructor" },
  { type: "PersonJoined", person: "a", role: "student" },
  { type: "PersonJoined", person: "b", role: "student" },
  { type: "PersonJoined", person: "c", role: "student" },
];

export function ground(person: "t" | "a", more: readonly Event[] = [], own: Own | null = OWN): Ground {
  const entries = [...BEGIN, ...more].map((event, at) => entry(at + 1, at * 1000, "t", event));
  const view = entries.reduce(apply, before);
  const role = person === "t" ? "instructor" : "student";
  const people = Object.fromEntries(
    Object.entries(NAMES).map(([id, name]) => [
      id,
      { name, role: id === "t" ? "instructor" : "student" } as const,
    ]),
  );
  return { view, people, me: { person, role }, prepared: [], own, chosen: new Map() };
}

export const groupsOpen: Event = {
  type: "BreakoutsOpened",
  groups: [
    { group: "g1", name: "Group 1", people: ["a"] },
    { group: "g2", name: "Group 2", people: ["b"] },
  ],
};

/** Commands about the transcript, and why nobody types them. */
