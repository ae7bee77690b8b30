// Signs without words, and being away.
import type { SignView } from "../../../core/view/types";
import { t } from "../../../texts";
import { SIGNS } from "../../gestures";
import { type Deed, gives, type Row } from "../row";
import { choice } from "../sorts";

type Sign = SignView["sign"];
const WORDS = Object.keys(SIGNS) as Sign[];
const SIGN = choice(
  t("slash.sort_sign"),
  Object.fromEntries(WORDS.map((one) => [one, `${SIGNS[one].shown} ${SIGNS[one].word}`])),
);

const show = (sign: Sign): Deed =>
  gives(t("slash.shows_sign", { shown: SIGNS[sign].shown, word: SIGNS[sign].word }), { do: "Gesture", sign });

export const GESTURES: readonly Row[] = [
  {
    name: "react",
    takes: [SIGN],
    needs: "all",
    later: true,
    help: t("slash.help_react"),
    gives: ["Gesture"],
    does: ({ word }) => show(word as Sign),
  },
  {
    name: "clap",
    takes: [],
    needs: "all",
    later: true,
    help: t("slash.help_clap"),
    gives: ["Gesture"],
    does: () => show("clap"),
  },
  {
    name: "away",
    aliases: ["brb"],
    takes: [],
    needs: "all",
    help: t("slash.help_away"),
    gives: ["GoAway"],
    does: () => ({
      ...gives(t("slash.goes_away"), { do: "GoAway" }),
      page: { page: "microphone", on: false },
    }),
  },
];
