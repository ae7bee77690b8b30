// Whose turn it is by lot, and who was asked in this round.
import type { Entry } from "../../wire";
import type { PicksView } from "./types";

export const noPicks: PicksView = { shown: null, asked: new Set() };

export function foldPicks(picks: PicksView, { at, event }: Entry): PicksView {
  switch (event.type) {
    case "PersonPicked": {
      const asked = new Set(event.anew ? [] : picks.asked).add(event.person);
      return { shown: { person: event.person, at }, asked };
    }
    case "PickCleared":
    case "ClassEnded":
      return { ...picks, shown: null };
    default:
      return picks;
  }
}
