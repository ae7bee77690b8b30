// What every part of the room page knows: the stay in class, the view of now, and the shape of the window.
import { createContext, useContext, useState, useSyncExternalStore } from "react";
import type { People } from "../../core/api";
import type { Choices } from "../../core/choices";
import type { LiveState } from "../../core/live";
import type { Level } from "../../core/quality";
import { onlyTyping } from "../../core/state";
import { groupOf } from "../../core/view/breakouts";
import { onlyDrawn, onlyOften } from "../../core/view/often";
import { isStaff } from "../../core/view/people";
import { may } from "../../core/view/rights";
import type { View } from "../../core/view/types";
import type { Seen } from "../../core/watch";
import { useQuery } from "../../ui/query";
import type { Group, Permission } from "../../wire";
import type { Devices } from "./devices";
import type { Session } from "./session";

export interface Room {
  session: Session;
  state: LiveState;
  view: View;
  people: People;
  devices: Devices;
  me: string;
  leads: boolean;
  /** Whether the reader has a right now. */
  may: (right: Permission) => boolean;
  group: Group | null;
  /** In the same room as the reader: main room or the same group. */
  isHere: (person: string) => boolean;
  tell: (text: string, tone?: "plain" | "bad") => void;
}

export const RoomContext = createContext<Room | null>(null);

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error("useRoom outside of the room page");
  return room;
}

/** Reads again and again, and gives the same object as long as what came is no matter. */
function lasting<T>(read: () => T, isNoMatter: (before: T, now: T) => boolean): () => T {
  let shown = read();
  return () => {
    const now = read();
    if (now !== shown && !isNoMatter(shown, now)) shown = now;
    return shown;
  };
}

/** The room as it is now; a new object whenever something changed. What comes often may be older in it: whatever shows
 * messages, captions, notes, drawings or who writes follows them by the hooks below. */
export function useSession(session: Session): Omit<Room, "tell"> {
  const { live } = session;
  const { timeline } = live;
  const [stateNow] = useState(() => lasting(() => live.state, onlyTyping));
  const [viewNow] = useState(() => lasting(() => timeline.live(), onlyOften));
  const state = useSyncExternalStore(live.subscribe, stateNow);
  const view = useSyncExternalStore(timeline.subscribe, viewNow);
  const people = useSyncExternalStore(timeline.subscribe, () => timeline.people);
  const devices = useSyncExternalStore(session.subscribe, () => session.devices);
  const me = state.me.person;
  const group = groupOf(view.breakouts, me);
  const isHere = (person: string) =>
    (groupOf(view.breakouts, person)?.group ?? null) === (group?.group ?? null);
  const leads = isStaff(state.me.role);
  const mayNow = (right: Permission) => may(view, state.me, right);
  return { session, state, view, people, devices, me, leads, may: mayNow, group, isHere };
}

/** All of the class as it is now but drawings, which may be older. */
export function useTold({ live }: Session): View {
  const [viewNow] = useState(() => lasting(() => live.timeline.live(), onlyDrawn));
  return useSyncExternalStore(live.timeline.subscribe, viewNow);
}

/** A part of the class as it is now. */
export function useNow<T>({ live }: Session, read: (view: View) => T): T {
  return useSyncExternalStore(live.timeline.subscribe, () => read(live.timeline.live()));
}

/** The entry up to which the class is known. */
export function useLast({ live }: Session): number {
  return useSyncExternalStore(live.timeline.subscribe, () => live.timeline.last);
}

/** Who writes now. */
export function useTyping({ live }: Session): LiveState["typing"] {
  return useSyncExternalStore(live.subscribe, () => live.state.typing);
}

/** What this person chose for picture and sound. */
export function useChoices(): Choices {
  const { preferences } = useRoom().session;
  return useSyncExternalStore(preferences.subscribe, () => preferences.choices);
}

/** One's own line, looked at every few seconds. */
export function useLine(): Seen {
  const { watch } = useRoom().session.preferences;
  return useSyncExternalStore(watch.subscribe, () => watch.seen);
}

/** Lines of others that are not good, by person. */
export function useOthersLines(session: Session): ReadonlyMap<string, Level> {
  const { preferences } = session;
  return useSyncExternalStore(preferences.subscribe, () => preferences.others);
}

export type Shape = "phone" | "tablet" | "desk";
export function useShape(): Shape {
  const desk = useQuery("(min-width: 1024px)");
  const tablet = useQuery("(min-width: 600px)");
  return desk ? "desk" : tablet ? "tablet" : "phone";
}
