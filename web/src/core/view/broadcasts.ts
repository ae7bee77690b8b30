// What those who lead tell all groups: the last line of text, and whose voices are heard in each.
import type { Entry } from "../../wire";
import type { BroadcastsView } from "./types";

export const nothingTold: BroadcastsView = { voices: new Set(), told: null };

function spread(broadcasts: BroadcastsView, person: string, is: boolean): BroadcastsView {
  if (broadcasts.voices.has(person) === is) return broadcasts;
  const voices = new Set(broadcasts.voices);
  if (is) voices.add(person);
  else voices.delete(person);
  return { ...broadcasts, voices };
}

export function foldBroadcasts(broadcasts: BroadcastsView, { seq, at, by, event }: Entry): BroadcastsView {
  switch (event.type) {
    case "GroupsTold":
      return { ...broadcasts, told: { seq, at, by: by ?? "", text: event.text } };
    case "VoiceSpread":
      return spread(broadcasts, event.person, true);
    case "VoiceWithdrawn":
    case "PersonLeft":
      return spread(broadcasts, event.person, false);
    case "RoleChanged":
      return event.role === "student" || event.role === "guest"
        ? spread(broadcasts, event.person, false)
        : broadcasts;
    case "BreakoutsClosed":
    case "ClassEnded":
      return nothingTold;
    default:
      return broadcasts;
  }
}
