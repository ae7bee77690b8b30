// Questions to the teachers, with or without one's name.
import { newId } from "../../../core/api";
import { t } from "../../../texts";
import { type Deed, gives, type Row } from "../row";
import { choice, text } from "../sorts";

const QUESTION = text(t("slash.sort_question"), t("slash.a_question"), 1000);

const ask = (words: string, anonymous: boolean): Deed =>
  gives(
    anonymous ? t("slash.asks_unnamed") : t("slash.asks_named"),
    { do: "AskQuestion", question: newId("q"), text: words, anonymous },
    t("slash.asked"),
  );

export const QUESTIONS: readonly Row[] = [
  {
    name: "ask",
    takes: [QUESTION],
    needs: "ask",
    later: true,
    help: t("slash.help_ask"),
    gives: ["AskQuestion"],
    does: ({ text: words }) => ask(words, false),
  },
  {
    name: "ask",
    aliases: ["question"],
    takes: ["anonymous", QUESTION],
    needs: "ask",
    later: true,
    help: t("slash.help_ask_anonymous"),
    gives: ["AskQuestion"],
    does: ({ text: words }, { view }) =>
      view.questions.anonymity ? ask(words, true) : { trouble: t("slash.named_only") },
  },
  {
    name: "anonymous",
    takes: [choice("on|off", { on: t("slash.anonymous_on"), off: t("slash.anonymous_off") })],
    needs: "answer",
    help: t("slash.help_anonymous"),
    gives: ["AllowAnonymity"],
    does: ({ word }) =>
      gives(
        word === "on" ? t("slash.lets_unnamed") : t("slash.forbids_unnamed"),
        { do: "AllowAnonymity", allowed: word === "on" },
        word === "on" ? t("slash.unnamed_now") : t("slash.named_now"),
      ),
  },
];
