// Who is in the room, who was, and who asks to come in.
import type { Entry, Role } from "../../wire";
import type { PeopleView, PersonView } from "./types";

export const nobody: PeopleView = { byId: new Map(), asking: [], banned: [] };

export const isStaff = (role: Role | undefined): boolean => role === "instructor" || role === "assistant";

function put(people: PeopleView, id: string, change: Partial<PersonView>): PeopleView {
  const before = people.byId.get(id) ?? { id, role: "student", present: false, joinedAt: 0, reason: null };
  const byId = new Map(people.byId).set(id, { ...before, ...change });
  return { ...people, byId, asking: people.asking.filter((one) => one !== id) };
}

const without = (list: readonly string[], id: string): string[] => list.filter((one) => one !== id);

export function foldPeople(people: PeopleView, { at, event }: Entry): PeopleView {
  switch (event.type) {
    case "AdmissionAsked":
      return { ...people, asking: [...people.asking.filter((one) => one !== event.person), event.person] };
    case "PersonAdmitted":
    case "AdmissionWithdrawn":
      return { ...people, asking: without(people.asking, event.person) };
    case "AdmissionDeclined":
      return {
        ...people,
        asking: without(people.asking, event.person),
        banned: [...without(people.banned, event.person), event.person],
      };
    case "BanLifted":
      return { ...people, banned: without(people.banned, event.person) };
    case "PersonJoined":
      return put(people, event.person, { role: event.role, present: true, joinedAt: at, reason: null });
    case "PersonLeft": {
      const left = put(people, event.person, { present: false, reason: event.reason });
      return event.reason === "removed"
        ? { ...left, banned: [...without(left.banned, event.person), event.person] }
        : left;
    }
    case "RoleChanged":
      return put(people, event.person, { role: event.role });
    case "ClassImported":
      return event.guests.reduce((all, id) => put(all, id, { role: "guest" }), people);
    case "ClassEnded":
      return {
        ...people,
        byId: new Map([...people.byId].map(([id, one]) => [id, { ...one, present: false }])),
        asking: [],
      };
    default:
      return people;
  }
}

/** So many people are met with their cameras; whoever comes after them and does not lead watches the stage first. */
export const SEEN = 30;

/** Whether somebody came when the class was large already. `coming`: their role, while they are not told of yet. */
export function comesLate(people: PeopleView, person: string, coming?: Role): boolean {
  const own = people.byId.get(person);
  const role = own?.role ?? coming;
  if (!role || isStaff(role)) return false;
  const at = own?.joinedAt ?? Number.POSITIVE_INFINITY;
  const before = [...people.byId.values()].filter(
    (one) => one.present && one.id !== person && one.joinedAt <= at,
  );
  return before.length >= SEEN;
}

const RANK: Record<Role, number> = { instructor: 0, assistant: 1, student: 2, guest: 3 };

/** Those in the room: staff first, then in the order of coming. */
export function present(people: PeopleView): PersonView[] {
  return [...people.byId.values()]
    .filter((one) => one.present)
    .sort((a, b) => RANK[a.role] - RANK[b.role] || a.joinedAt - b.joinedAt);
}
