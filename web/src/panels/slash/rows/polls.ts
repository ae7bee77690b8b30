// Polls: asked in a line, or the next prepared one; voted on, ended, shown.
import { newId } from "../../../core/api";
import { folded, nextOf } from "../../../core/view/polls";
import type { PollView } from "../../../core/view/types";
import type { OpenPoll } from "../../../wire";
import { list } from "../names";
import { POLL } from "../pollsort";
import { type Deed, type Ground, gives, optional, type Row, type Sort, type Trouble } from "../row";
import { choice, text } from "../sorts";

const QUESTION = text("QUESTION", "a question", 500);
type Asked = Omit<OpenPoll, "do" | "poll">;

const open = (asked: Asked, says: string): Deed => ({
  says,
  commands: () => [{ do: "OpenPoll", poll: newId("p"), ...asked }],
  done: `Poll started: ${asked.question}`,
});

const running = ({ view }: Ground): PollView | undefined => {
  const polls = view.polls.polls.filter((one) => one.endedAt === null);
  return polls[polls.length - 1];
};

function options({ options: all, right = [], question }: Asked): string {
  const marked = all?.map((one, index) => (right.includes(index) ? `${one} (right)` : one)) ?? [];
  return `${right.length ? "Starts a quiz" : "Starts a poll"}: ${question} ${list(marked)}`;
}

const letter = (index: number): string => String.fromCharCode(65 + index);

/** The option that a word means: its number, its letter, or its text. */
function optionOf({ options: all }: PollView, word: string): number {
  const same = all.findIndex((one) => folded(one) === folded(word));
  if (same >= 0) return same;
  if (/^\d+$/.test(word)) return Number(word) - 1;
  return /^[a-j]$/i.test(word) ? word.toUpperCase().charCodeAt(0) - 65 : -1;
}

function vote(poll: PollView, words: string): Deed | Trouble {
  const cast = (shown: string, answer: { choices?: number[]; texts?: string[] }) =>
    gives(
      `Votes on “${poll.question}”: ${shown}`,
      { do: "Vote", poll: poll.poll, ...answer },
      "Your vote counts.",
    );
  if (poll.kind === "text") return cast(words, { texts: [words] });
  if (poll.kind === "cloud") {
    const texts = words.split(/[;,]/).map((one) => one.trim());
    return cast(texts.join(", "), { texts: texts.filter(Boolean) });
  }
  const whole = optionOf(poll, words.trim());
  const choices = whole >= 0 ? [whole] : words.split(/[\s,;]+/).map((one) => optionOf(poll, one));
  if (choices.some((one) => one < 0 || one >= poll.options.length))
    return {
      trouble: `Answer by letter or number: ${list(poll.options.map((one, at) => `${letter(at)} ${one}`))}.`,
    };
  if (choices.length > 1 && !poll.multiple && poll.kind !== "ranking")
    return { trouble: "This poll takes one answer." };
  if (poll.kind === "ranking" && new Set(choices).size !== poll.options.length)
    return {
      trouble: `Put all in order, the best first, like ${poll.options.map((_, at) => letter(at)).join(" ")}`,
    };
  return cast(
    list(
      choices.map((one) => poll.options[one] ?? ""),
      "and",
    ),
    { choices },
  );
}

const ANSWER: Sort = {
  ...text("ANSWER", "an answer, by letter, number or words", 300),
  offers: (words, ground) =>
    (running(ground)?.options ?? [])
      .map((hint, at) => ({ text: letter(at), hint }))
      .filter((one) => one.text.startsWith(words.toUpperCase())),
};

const LETTERS = ["A", "B", "C", "D", "E"];
const SCALE = choice("[5|10]", { "5": "from 1 to 5", "10": "from 1 to 10" });
const scale = (most: number) => Array.from({ length: most }, (_, at) => `${at + 1}`);

export const POLLS: readonly Row[] = [
  {
    name: "poll",
    takes: [POLL],
    needs: "start_polls",
    help: "Ask the class; * before an option marks it as right.",
    gives: ["OpenPoll"],
    does: ({ poll }) => (poll ? open(poll, options(poll)) : { trouble: "" }),
  },
  {
    name: "poll",
    takes: ["next"],
    needs: "start_polls",
    help: "Start the next prepared poll.",
    gives: ["OpenPoll"],
    does: (_, { prepared, view }) => {
      const next = nextOf(prepared, view.polls.polls);
      if (next)
        return gives(
          `Starts: ${next.question}`,
          { do: "OpenPoll", ...next },
          `Poll started: ${next.question}`,
        );
      return {
        trouble: prepared.length
          ? "All prepared polls were asked."
          : "No poll is prepared. Prepare some at your desk, beside the course.",
      };
    },
  },
  {
    name: "yesno",
    takes: [optional(QUESTION)],
    needs: "start_polls",
    help: "Ask for yes or no.",
    gives: ["OpenPoll"],
    does: ({ text: question }) =>
      open({ question: question || "Yes or no?", options: ["Yes", "No"] }, "Starts a poll: yes or no."),
  },
  {
    name: "abc",
    takes: [optional(QUESTION)],
    needs: "start_polls",
    help: "Ask for A, B, C, D or E.",
    gives: ["OpenPoll"],
    does: ({ text: question }) =>
      open({ question: question || "A, B, C, D or E?", options: LETTERS }, "Starts a poll from A to E."),
  },
  {
    name: "typed",
    takes: [QUESTION],
    needs: "start_polls",
    help: "Ask for an answer in words.",
    gives: ["OpenPoll"],
    does: ({ text: question }) => open({ question, kind: "text" }, "Starts a poll with typed answers."),
  },
  {
    name: "cloud",
    takes: [QUESTION],
    needs: "start_polls",
    help: "Ask for words that become a cloud.",
    gives: ["OpenPoll"],
    does: ({ text: question }) => open({ question, kind: "cloud" }, "Starts a word cloud."),
  },
  {
    name: "rate",
    takes: [optional(SCALE), QUESTION],
    needs: "start_polls",
    help: "Ask for a number from 1 to 5, or to 10.",
    gives: ["OpenPoll"],
    does: ({ text: question, word }) =>
      open(
        { question, kind: "rating", options: scale(Number(word) || 5) },
        `Starts a rating from 1 to ${word || 5}.`,
      ),
  },
  {
    name: "rank",
    takes: [POLL],
    needs: "start_polls",
    help: "Ask to put options in order.",
    gives: ["OpenPoll"],
    does: ({ poll }) =>
      poll
        ? open(
            { question: poll.question, options: poll.options, kind: "ranking" },
            `Starts a ranking: ${list(poll.options ?? [], "and")}`,
          )
        : { trouble: "" },
  },
  {
    name: "vote",
    takes: [ANSWER],
    needs: "all",
    help: "Answer the poll that runs, by letter, number or words.",
    gives: ["Vote"],
    does: ({ text: words }, ground) => {
      const poll = running(ground);
      return poll ? vote(poll, words) : { trouble: "No poll is open now." };
    },
  },
  {
    name: "end",
    takes: ["poll"],
    needs: "start_polls",
    help: "End the poll that runs.",
    gives: ["EndPoll"],
    does: (_, ground) => {
      const poll = running(ground);
      return poll
        ? gives(`Ends the poll: ${poll.question}`, { do: "EndPoll", poll: poll.poll }, "The poll has ended.")
        : { trouble: "No poll is open now." };
    },
  },
  {
    name: "results",
    takes: [],
    needs: "start_polls",
    help: "Show the results of the last poll on the stage.",
    gives: ["ShowResults"],
    does: (_, { view }) => {
      const last = view.polls.polls[view.polls.polls.length - 1];
      return last
        ? gives(`Shows all the results of: ${last.question}`, { do: "ShowResults", poll: last.poll })
        : { trouble: "There was no poll yet." };
    },
  },
  {
    name: "results",
    takes: ["off"],
    needs: "start_polls",
    help: "Take the results off the stage.",
    gives: ["HideResults"],
    does: (_, { view }) =>
      view.polls.onStage
        ? gives("Takes the results off the stage.", { do: "HideResults" })
        : { trouble: "No results are on the stage." },
  },
];
