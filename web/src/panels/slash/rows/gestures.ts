// Signs without words, and being away.
import type { SignView } from "../../../core/view/types";
import { SIGNS } from "../../gestures";
import { type Deed, gives, type Row } from "../row";
import { choice } from "../sorts";

type Sign = SignView["sign"];
const WORDS = Object.keys(SIGNS) as Sign[];
const SIGN = choice(
  "SIGN",
  Object.fromEntries(WORDS.map((one) => [one, `${SIGNS[one].shown} ${SIGNS[one].word}`])),
);

const show = (sign: Sign): Deed =>
  gives(`Shows ${SIGNS[sign].shown} ${SIGNS[sign].word}.`, { do: "Gesture", sign });

export const GESTURES: readonly Row[] = [
  {
    name: "react",
    takes: [SIGN],
    needs: "all",
    later: true,
    help: "Show a sign to all for a few seconds.",
    gives: ["Gesture"],
    does: ({ word }) => show(word as Sign),
  },
  {
    name: "clap",
    takes: [],
    needs: "all",
    later: true,
    help: "Applaud.",
    gives: ["Gesture"],
    does: () => show("clap"),
  },
  {
    name: "away",
    aliases: ["brb"],
    takes: [],
    needs: "all",
    help: "Tell that you are away for a moment; your microphone goes off.",
    gives: ["GoAway"],
    does: () => ({
      ...gives("Tells that you are away, and turns your microphone off.", { do: "GoAway" }),
      page: { page: "microphone", on: false },
    }),
  },
];
