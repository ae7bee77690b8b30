// Signs shown in the last seconds, and who is away for a moment.
import type { Entry } from "../../wire";
import type { GesturesView, SignView } from "./types";

/** A sign is seen for so long, in class ms. */
export const SEEN_FOR = 6_000;
/** Clocks of server and page agree within this. */
const AHEAD = 2_000;

export const noGestures: GesturesView = { recent: [], away: new Set() };

function away(gestures: GesturesView, person: string, is: boolean): GesturesView {
  if (gestures.away.has(person) === is) return gestures;
  const next = new Set(gestures.away);
  if (is) next.add(person);
  else next.delete(person);
  return { ...gestures, away: next };
}

export function foldGestures(gestures: GesturesView, { seq, at, by, to, event }: Entry): GesturesView {
  switch (event.type) {
    case "GestureMade": {
      const made = { seq, at, by: by ?? "", to, sign: event.sign, late: event.late };
      return { ...gestures, recent: [...gestures.recent.filter((one) => at - one.at < SEEN_FOR), made] };
    }
    case "PersonWentAway":
      return away(gestures, event.person, true);
    case "PersonCameBack":
    case "PersonLeft":
      return away(gestures, event.person, false);
    case "ClassEnded":
      return { ...gestures, away: new Set() };
    default:
      return gestures;
  }
}

/** The signs to be seen at a class time. */
export const signsAt = (gestures: GesturesView, now: number): SignView[] =>
  gestures.recent.filter((one) => one.at <= now + AHEAD && now - one.at < SEEN_FOR);

/** How many of each sign, the most frequent first. */
export function countSigns(signs: readonly SignView[]): [SignView["sign"], number][] {
  const counts = new Map<SignView["sign"], number>();
  for (const { sign } of signs) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
