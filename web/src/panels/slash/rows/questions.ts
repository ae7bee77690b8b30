// Questions to the teachers, with or without one's name.
import { newId } from "../../../core/api";
import { type Deed, gives, type Row } from "../row";
import { choice, text } from "../sorts";

const QUESTION = text("QUESTION", "a question", 1000);

const ask = (words: string, anonymous: boolean): Deed =>
  gives(
    anonymous
      ? "Asks the teachers; the others do not see your name."
      : "Asks the teachers; all can see the question.",
    { do: "AskQuestion", question: newId("q"), text: words, anonymous },
    "Your question was asked. It stands in the panel Q&A.",
  );

export const QUESTIONS: readonly Row[] = [
  {
    name: "ask",
    takes: [QUESTION],
    needs: "ask",
    later: true,
    help: "Ask the teachers.",
    gives: ["AskQuestion"],
    does: ({ text: words }) => ask(words, false),
  },
  {
    name: "ask",
    aliases: ["question"],
    takes: ["anonymous", QUESTION],
    needs: "ask",
    later: true,
    help: "Ask the teachers without your name.",
    gives: ["AskQuestion"],
    does: ({ text: words }, { view }) =>
      view.questions.anonymity
        ? ask(words, true)
        : { trouble: "In this class questions are asked with a name. Use /ask QUESTION" },
  },
  {
    name: "anonymous",
    takes: [choice("on|off", { on: "questions may be asked without a name", off: "only with a name" })],
    needs: "answer",
    help: "Let people ask without their name, or no longer.",
    gives: ["AllowAnonymity"],
    does: ({ word }) =>
      gives(
        word === "on" ? "Lets people ask without their name." : "Questions need a name from now on.",
        { do: "AllowAnonymity", allowed: word === "on" },
        word === "on" ? "Questions may be asked without a name." : "Questions need a name.",
      ),
  },
];
