// What people may do now: by their role, by what is set for everybody, by what one of them was given, or as presenter.
import type { Entry, Permission } from "../../wire";
import { PERMISSIONS, PRESENTER } from "../../wire";
import type { Me } from "../api";
import { isStaff } from "./people";
import type { RightsView, Source, View } from "./types";

export const rolesOwn: RightsView = {
  everybody: new Map(),
  persons: new Map(),
  presenter: null,
  joinMuted: false,
};

type Held = ReadonlyMap<Permission, boolean>;

function changed(held: Held, right: Permission, allowed: boolean | null): Held {
  const next = new Map(held);
  if (allowed === null) next.delete(right);
  else next.set(right, allowed);
  return next;
}

export function foldRights(rights: RightsView, { event }: Entry): RightsView {
  switch (event.type) {
    case "RightSet": {
      const { right, allowed, person } = event;
      if (person === null) return { ...rights, everybody: changed(rights.everybody, right, allowed) };
      const own = changed(rights.persons.get(person) ?? new Map(), right, allowed);
      return { ...rights, persons: new Map(rights.persons).set(person, own) };
    }
    case "PresenterChanged":
      return { ...rights, presenter: event.person };
    case "JoinMutedSet":
      return { ...rights, joinMuted: event.on };
    case "PersonLeft":
      return event.person === rights.presenter ? { ...rights, presenter: null } : rights;
    case "RoleChanged": {
      const persons = new Map(rights.persons);
      persons.delete(event.person);
      return { ...rights, persons };
    }
    case "ClassEnded":
      return {
        ...rights,
        everybody: new Map([...rights.everybody].filter(([, given]) => given)),
        presenter: null,
      };
    default:
      return rights;
  }
}

type Known = Pick<View, "rights" | "people">;

/** What somebody may do apart from what they were given or lost by themselves. */
export function mayByRole({ rights, people }: Known, { person, role }: Me, right: Permission): boolean {
  const now = people.byId.get(person)?.role ?? role;
  const all = isStaff(now) ? undefined : rights.everybody.get(right);
  return all ?? PERMISSIONS[right].roles.includes(now);
}

export function may(view: Known, me: Me, right: Permission): boolean {
  if (me.looks) return false;
  const { presenter, persons } = view.rights;
  if (me.person === presenter && PRESENTER.includes(right)) return true;
  return persons.get(me.person)?.get(right) ?? mayByRole(view, me, right);
}

/** The right that sending needs. */
export const SENDING: Record<Source, Permission> = {
  microphone: "unmute",
  camera: "camera",
  screen: "screen",
  screen_audio: "screen",
};
