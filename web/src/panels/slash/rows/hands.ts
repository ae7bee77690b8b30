// Hands: raise, lower, call on; and whose turn it is by lot.
import { handPlace } from "../../../core/view/hands";
import { t } from "../../../texts";
import { nameOf } from "../../props";
import { gives, type Row } from "../row";
import { PERSON, RAISED } from "../sorts";

export const HANDS: readonly Row[] = [
  {
    name: "hand",
    aliases: ["raise"],
    takes: [],
    needs: "all",
    help: t("slash.help_hand"),
    gives: ["RaiseHand", "LowerHand"],
    does: (_, { view, me }) =>
      handPlace(view.hands, me.person)
        ? gives(t("slash.lowers_hand"), { do: "LowerHand", person: null })
        : gives(t("slash.raises_hand"), { do: "RaiseHand" }),
  },
  {
    name: "lower",
    takes: [],
    needs: "all",
    help: t("slash.help_lower"),
    gives: ["LowerHand"],
    does: (_, { view, me }) =>
      handPlace(view.hands, me.person)
        ? gives(t("slash.lowers_hand"), { do: "LowerHand", person: null })
        : { trouble: t("slash.hand_down") },
  },
  {
    name: "lower",
    takes: ["all"],
    needs: "call_on",
    help: t("slash.help_lower_all"),
    gives: ["LowerAllHands"],
    does: (_, { view }) =>
      view.hands.queue.length
        ? gives(
            t("slash.lowers_all", { count: view.hands.queue.length }),
            { do: "LowerAllHands" },
            t("slash.lowered_all"),
          )
        : { trouble: t("slash.no_hand") },
  },
  {
    name: "lower",
    takes: [RAISED],
    needs: "call_on",
    help: t("slash.help_lower_name"),
    gives: ["LowerHand"],
    does: ({ person }, { people }) =>
      gives(t("slash.lowers_hand_of", { name: nameOf(people, person) }), { do: "LowerHand", person }),
  },
  {
    name: "call",
    aliases: ["callon"],
    takes: [PERSON],
    needs: "call_on",
    help: t("slash.help_call_name"),
    gives: ["CallOn"],
    does: ({ person }, { people }) =>
      gives(t("slash.calls_on", { name: nameOf(people, person) }), { do: "CallOn", person }),
  },
  {
    name: "call",
    takes: ["next"],
    needs: "call_on",
    help: t("slash.help_call_next"),
    gives: ["CallOn"],
    does: (_, { view, people }) => {
      const [first] = view.hands.queue;
      return first
        ? gives(t("slash.calls_on", { name: nameOf(people, first.person) }), {
            do: "CallOn",
            person: first.person,
          })
        : { trouble: t("slash.no_hand_call") };
    },
  },
  {
    name: "call",
    takes: ["done"],
    needs: "call_on",
    help: t("slash.help_call_done"),
    gives: ["CallOn"],
    does: (_, { view }) =>
      view.hands.called
        ? gives(t("slash.ends_turn"), { do: "CallOn", person: null })
        : { trouble: t("slash.nobody_called") },
  },
  {
    name: "pick",
    takes: [],
    needs: "call_on",
    help: t("slash.help_pick"),
    gives: ["PickPerson"],
    does: () => gives(t("slash.picks"), { do: "PickPerson" }),
  },
  {
    name: "pick",
    takes: ["anew"],
    needs: "call_on",
    help: t("slash.help_pick_anew"),
    gives: ["PickPerson"],
    does: () => gives(t("slash.picks_anew"), { do: "PickPerson", anew: true }),
  },
  {
    name: "pick",
    takes: ["done"],
    needs: "call_on",
    help: t("slash.help_pick_done"),
    gives: ["ClearPick"],
    does: (_, { view }) =>
      view.picks.shown
        ? gives(t("slash.unpicks"), { do: "ClearPick" })
        : { trouble: t("slash.nobody_picked") },
  },
];
