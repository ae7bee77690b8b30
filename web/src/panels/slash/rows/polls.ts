// Polls: asked in a line, or the next prepared one; voted on, ended, shown.
import { newId } from "../../../core/api";
import { folded, nextOf } from "../../../core/view/polls";
import type { PollView } from "../../../core/view/types";
import { t } from "../../../texts";
import type { OpenPoll } from "../../../wire";
import { list } from "../names";
import { POLL } from "../pollsort";
import { type Deed, type Ground, gives, optional, type Row, type Sort, type Trouble } from "../row";
import { choice, text } from "../sorts";

const QUESTION = text(t("slash.sort_question"), t("slash.a_question"), 500);
type Asked = Omit<OpenPoll, "do" | "poll">;

const open = (asked: Asked, says: string): Deed => ({
  says,
  commands: () => [{ do: "OpenPoll", poll: newId("p"), ...asked }],
  done: t("slash.poll_started", { question: asked.question }),
});

const running = ({ view }: Ground): PollView | undefined => {
  const polls = view.polls.polls.filter((one) => one.endedAt === null);
  return polls[polls.length - 1];
};

function options({ options: all, right = [], question }: Asked): string {
  const marked =
    all?.map((one, index) => (right.includes(index) ? t("slash.option_right", { option: one }) : one)) ?? [];
  return t(right.length ? "slash.starts_quiz" : "slash.starts_poll", { question, options: list(marked) });
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
      t("slash.votes", { question: poll.question, answer: shown }),
      { do: "Vote", poll: poll.poll, ...answer },
      t("slash.voted"),
    );
  if (poll.kind === "text") return cast(words, { texts: [words] });
  if (poll.kind === "cloud") {
    const texts = words.split(/[;；؛,，،、]/).map((one) => one.trim());
    return cast(texts.join(", "), { texts: texts.filter(Boolean) });
  }
  const whole = optionOf(poll, words.trim());
  const choices = whole >= 0 ? [whole] : words.split(/[\s,，،、;；؛]+/).map((one) => optionOf(poll, one));
  if (choices.some((one) => one < 0 || one >= poll.options.length))
    return {
      trouble: t("slash.answer_by", {
        options: list(poll.options.map((one, at) => `${letter(at)} ${one}`)),
      }),
    };
  if (choices.length > 1 && !poll.multiple && poll.kind !== "ranking")
    return { trouble: t("slash.one_answer") };
  if (poll.kind === "ranking" && new Set(choices).size !== poll.options.length)
    return {
      trouble: t("slash.put_in_order", { order: poll.options.map((_, at) => letter(at)).join(" ") }),
    };
  return cast(
    list(
      choices.map((one) => poll.options[one] ?? ""),
      "conjunction",
    ),
    { choices },
  );
}

const ANSWER: Sort = {
  ...text(t("slash.sort_answer"), t("slash.an_answer"), 300),
  offers: (words, ground) =>
    (running(ground)?.options ?? [])
      .map((hint, at) => ({ text: letter(at), hint }))
      .filter((one) => one.text.startsWith(words.toUpperCase())),
};

const LETTERS = ["A", "B", "C", "D", "E"];
const SCALE = choice("[5|10]", { "5": t("slash.scale_5"), "10": t("slash.scale_10") });
const scale = (most: number) => Array.from({ length: most }, (_, at) => `${at + 1}`);

export const POLLS: readonly Row[] = [
  {
    name: "poll",
    takes: [POLL],
    needs: "start_polls",
    help: t("slash.help_poll"),
    gives: ["OpenPoll"],
    does: ({ poll }) => (poll ? open(poll, options(poll)) : { trouble: "" }),
  },
  {
    name: "poll",
    takes: ["next"],
    needs: "start_polls",
    help: t("slash.help_poll_next"),
    gives: ["OpenPoll"],
    does: (_, { prepared, view }) => {
      const next = nextOf(prepared, view.polls.polls);
      if (next)
        return gives(
          t("slash.starts", { question: next.question }),
          { do: "OpenPoll", ...next },
          t("slash.poll_started", { question: next.question }),
        );
      return {
        trouble: prepared.length ? t("slash.all_prepared_asked") : t("slash.none_prepared"),
      };
    },
  },
  {
    name: "yesno",
    takes: [optional(QUESTION)],
    needs: "start_polls",
    help: t("slash.help_yesno"),
    gives: ["OpenPoll"],
    does: ({ text: question }) =>
      open(
        { question: question || t("slash.yes_or_no"), options: [t("slash.yes"), t("slash.no")] },
        t("slash.starts_yesno"),
      ),
  },
  {
    name: "abc",
    takes: [optional(QUESTION)],
    needs: "start_polls",
    help: t("slash.help_abc"),
    gives: ["OpenPoll"],
    does: ({ text: question }) =>
      open({ question: question || t("slash.a_to_e"), options: LETTERS }, t("slash.starts_abc")),
  },
  {
    name: "typed",
    takes: [QUESTION],
    needs: "start_polls",
    help: t("slash.help_typed"),
    gives: ["OpenPoll"],
    does: ({ text: question }) => open({ question, kind: "text" }, t("slash.starts_typed")),
  },
  {
    name: "cloud",
    takes: [QUESTION],
    needs: "start_polls",
    help: t("slash.help_cloud"),
    gives: ["OpenPoll"],
    does: ({ text: question }) => open({ question, kind: "cloud" }, t("slash.starts_cloud")),
  },
  {
    name: "rate",
    takes: [optional(SCALE), QUESTION],
    needs: "start_polls",
    help: t("slash.help_rate"),
    gives: ["OpenPoll"],
    does: ({ text: question, word }) =>
      open(
        { question, kind: "rating", options: scale(Number(word) || 5) },
        t("slash.starts_rating", { most: word || 5 }),
      ),
  },
  {
    name: "rank",
    takes: [POLL],
    needs: "start_polls",
    help: t("slash.help_rank"),
    gives: ["OpenPoll"],
    does: ({ poll }) =>
      poll
        ? open(
            { question: poll.question, options: poll.options, kind: "ranking" },
            t("slash.starts_ranking", { options: list(poll.options ?? [], "conjunction") }),
          )
        : { trouble: "" },
  },
  {
    name: "vote",
    takes: [ANSWER],
    needs: "all",
    help: t("slash.help_vote"),
    gives: ["Vote"],
    does: ({ text: words }, ground) => {
      const poll = running(ground);
      return poll ? vote(poll, words) : { trouble: t("slash.no_poll") };
    },
  },
  {
    name: "end",
    takes: ["poll"],
    needs: "start_polls",
    help: t("slash.help_end_poll"),
    gives: ["EndPoll"],
    does: (_, ground) => {
      const poll = running(ground);
      return poll
        ? gives(
            t("slash.ends_poll", { question: poll.question }),
            { do: "EndPoll", poll: poll.poll },
            t("slash.ended_poll"),
          )
        : { trouble: t("slash.no_poll") };
    },
  },
  {
    name: "results",
    takes: [],
    needs: "start_polls",
    help: t("slash.help_results"),
    gives: ["ShowResults"],
    does: (_, { view }) => {
      const last = view.polls.polls[view.polls.polls.length - 1];
      return last
        ? gives(t("slash.shows_results", { question: last.question }), { do: "ShowResults", poll: last.poll })
        : { trouble: t("slash.no_poll_yet") };
    },
  },
  {
    name: "results",
    takes: ["off"],
    needs: "start_polls",
    help: t("slash.help_results_off"),
    gives: ["HideResults"],
    does: (_, { view }) =>
      view.polls.onStage
        ? gives(t("slash.hides_results"), { do: "HideResults" })
        : { trouble: t("slash.no_results") },
  },
];
