// A poll while it is being written: what was filled in, what it will ask, and what it still lacks.
import { newId } from "../core/api";
import { t } from "../texts";
import type { OpenPoll } from "../wire";

export interface Option {
  key: string;
  text: string;
  right: boolean;
}
export type Form = "choice" | "yesno" | "letters" | "text" | "rating5" | "rating10" | "ranking" | "cloud";
export type Results = NonNullable<OpenPoll["results"]>;
export interface Draft {
  form: Form;
  question: string;
  options: Option[];
  /** Right answers of a typed one, a line each. */
  typed: string;
  multiple: boolean;
  anonymous: boolean;
  results: Results;
  quiz: boolean;
  explanation: string;
}
export const option = (text = ""): Option => ({ key: newId("o"), text, right: false });
export const emptyDraft = (): Draft => ({
  form: "choice",
  question: "",
  options: [option(), option()],
  typed: "",
  multiple: false,
  anonymous: false,
  results: "live",
  quiz: false,
  explanation: "",
});

export const FIXED: Partial<Record<Form, readonly string[]>> = {
  yesno: [t("polls.yes"), t("polls.no")],
  letters: ["A", "B", "C", "D", "E"],
};
/** Whether this kind of question can have a right answer. */
export const hasRight = (form: Form): boolean => !["rating5", "rating10", "cloud"].includes(form);
const steps = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`);

/** The options as they will be asked; those of a fixed kind keep which one is right. */
export function optionsOf({ form, options }: Draft): Option[] {
  const fixed = FIXED[form];
  if (fixed) return fixed.map((text, index) => ({ key: text, text, right: options[index]?.right ?? false }));
  return options.map((one) => ({ ...one, text: one.text.trim() })).filter((one) => one.text !== "");
}

/** What is asked of the class. */
export function asked(draft: Draft): OpenPoll {
  const { form, multiple, anonymous, results, quiz } = draft;
  const listed = form === "choice" || form === "ranking" || Boolean(FIXED[form]);
  const options = listed ? optionsOf(draft) : [];
  const right = options.flatMap((one, index) => (one.right || form === "ranking" ? [index] : []));
  const told = quiz && hasRight(form);
  return {
    do: "OpenPoll",
    poll: newId("p"),
    question: draft.question.trim(),
    options: form.startsWith("rating") ? steps(form === "rating10" ? 10 : 5) : options.map((one) => one.text),
    multiple: form === "choice" && (multiple || (told && right.length > 1)),
    kind: form.startsWith("rating") ? "rating" : listed && form !== "ranking" ? "choice" : (form as "text"),
    anonymous,
    results,
    right: told && form !== "text" ? right : [],
    right_texts:
      told && form === "text"
        ? draft.typed
            .split("\n")
            .map((one) => one.trim())
            .filter(Boolean)
        : [],
    explanation: told ? draft.explanation.trim() : "",
  };
}

/** What is missing before it can be asked; "" when nothing is. */
export function missing(draft: Draft): string {
  const { question, options = [], right = [], right_texts = [] } = asked(draft);
  const listed = draft.form === "choice" || draft.form === "ranking";
  if (question === "") return t("polls.lacks_question");
  if (listed && options.length < 2) return t("polls.lacks_options");
  if (draft.quiz && hasRight(draft.form) && right.length + right_texts.length === 0)
    return t(draft.form === "text" ? "polls.lacks_right_text" : "polls.lacks_right");
  return "";
}
