// A poll on one line: the question up to its question mark, then the options, parted by semicolons; * before what is right.
import { readText } from "../../core/bank";
import { t } from "../../texts";
import type { Given, Sort } from "./row";

const MOST_OPTIONS = 10;

function parted(words: string): string[] {
  const mark = [/[;；؛\n]/, /[|｜]/, /[,，،、]/].find((one) => one.test(words));
  return (mark ? words.split(mark) : [words]).map((one) => one.trim()).filter(Boolean);
}

/** The question, and all that stands behind it. */
function halves(words: string): [string, string] {
  const asked = /^([\s\S]*?(?:[?؟](?=\s|$)|？))\s*([\s\S]*)$/.exec(words);
  if (asked) return [asked[1]!.trim(), asked[2] ?? ""];
  const first = words.search(/[;；؛\n|｜:：]/);
  return first < 0 ? [words.trim(), ""] : [words.slice(0, first).trim(), words.slice(first + 1)];
}

/** Null when there are no options. */
export function readPoll(words: string): Given["poll"] {
  if (words.includes("\n")) {
    const { poll: _, ...made } = readText(words)[0] ?? { poll: "", question: "", options: [] };
    if (made.options.length > 0) return { ...made, results: "live" };
  }
  const [question, rest] = halves(words);
  const listed = parted(rest).map((one) => ({
    text: one.replace(/^\*\s*|\s*\*$/g, ""),
    right: /^\*|\*$/.test(one),
  }));
  const options = listed.map((one) => one.text).filter(Boolean);
  if (question === "" || options.length === 0) return null;
  const right = listed.flatMap((one, index) => (one.right ? [index] : []));
  return { question, options, multiple: right.length > 1, right };
}

export const POLL: Sort = {
  shown: t("slash.sort_poll"),
  what: t("slash.a_poll"),
  read: (words) => {
    const poll = readPoll(words);
    const options = poll?.options ?? [];
    if (!poll || options.length < 2)
      return {
        trouble: t("slash.two_options"),
      };
    if (options.length > MOST_OPTIONS) return { trouble: t("slash.most_options", { most: MOST_OPTIONS }) };
    if ([...poll.question].length > 500) return { trouble: t("slash.question_length") };
    if (options.some((one) => [...one].length > 200)) return { trouble: t("slash.option_length") };
    return { given: { poll }, rest: "" };
  },
  offers: () => [],
};
