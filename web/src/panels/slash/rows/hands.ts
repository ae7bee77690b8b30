// Hands: raise, lower, call on; and whose turn it is by lot.
import { handPlace } from "../../../core/view/hands";
import { nameOf } from "../../props";
import { gives, type Row } from "../row";
import { PERSON, RAISED } from "../sorts";

export const HANDS: readonly Row[] = [
  {
    name: "hand",
    aliases: ["raise"],
    takes: [],
    needs: "all",
    help: "Raise your hand, or lower it.",
    gives: ["RaiseHand", "LowerHand"],
    does: (_, { view, me }) =>
      handPlace(view.hands, me.person)
        ? gives("Lowers your hand.", { do: "LowerHand", person: null })
        : gives("Raises your hand.", { do: "RaiseHand" }),
  },
  {
    name: "lower",
    takes: [],
    needs: "all",
    help: "Lower your hand.",
    gives: ["LowerHand"],
    does: (_, { view, me }) =>
      handPlace(view.hands, me.person)
        ? gives("Lowers your hand.", { do: "LowerHand", person: null })
        : { trouble: "Your hand is down already." },
  },
  {
    name: "lower",
    takes: ["all"],
    needs: "call_on",
    help: "Lower all hands.",
    gives: ["LowerAllHands"],
    does: (_, { view }) =>
      view.hands.queue.length
        ? gives(
            `Lowers all hands (${view.hands.queue.length} up).`,
            { do: "LowerAllHands" },
            "All hands are down.",
          )
        : { trouble: "No hand is up." },
  },
  {
    name: "lower",
    takes: [RAISED],
    needs: "call_on",
    help: "Lower somebody's hand.",
    gives: ["LowerHand"],
    does: ({ person }, { people }) =>
      gives(`Lowers the hand of ${nameOf(people, person)}.`, { do: "LowerHand", person }),
  },
  {
    name: "call",
    aliases: ["callon"],
    takes: [PERSON],
    needs: "call_on",
    help: "Call on somebody, and lower their hand.",
    gives: ["CallOn"],
    does: ({ person }, { people }) => gives(`Calls on ${nameOf(people, person)}.`, { do: "CallOn", person }),
  },
  {
    name: "call",
    takes: ["next"],
    needs: "call_on",
    help: "Call on whoever raised a hand first.",
    gives: ["CallOn"],
    does: (_, { view, people }) => {
      const [first] = view.hands.queue;
      return first
        ? gives(`Calls on ${nameOf(people, first.person)}.`, { do: "CallOn", person: first.person })
        : { trouble: "No hand is up. Write a name: /call NAME" };
    },
  },
  {
    name: "call",
    takes: ["done"],
    needs: "call_on",
    help: "End the turn of whoever was called on.",
    gives: ["CallOn"],
    does: (_, { view }) =>
      view.hands.called
        ? gives("Ends the turn of whoever was called on.", { do: "CallOn", person: null })
        : { trouble: "Nobody has been called on." },
  },
  {
    name: "pick",
    takes: [],
    needs: "call_on",
    help: "Draw a student by lot who was not asked yet.",
    gives: ["PickPerson"],
    does: () => gives("Draws a student who was not asked yet in this round.", { do: "PickPerson" }),
  },
  {
    name: "pick",
    takes: ["anew"],
    needs: "call_on",
    help: "Begin a new round, in which everybody may be drawn.",
    gives: ["PickPerson"],
    does: () => gives("Begins a new round and draws a student.", { do: "PickPerson", anew: true }),
  },
  {
    name: "pick",
    takes: ["done"],
    needs: "call_on",
    help: "Show nobody's turn any longer.",
    gives: ["ClearPick"],
    does: (_, { view }) =>
      view.picks.shown
        ? gives("Takes away whose turn it is.", { do: "ClearPick" })
        : { trouble: "Nobody was drawn." },
  },
];
