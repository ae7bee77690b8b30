// What slash commands take: a time, a number, a person, a group, one of some words, or a text.
import { groupOf } from "../../core/view/breakouts";
import { present } from "../../core/view/people";
import { t } from "../../texts";
import { roleWord } from "../../ui/names";
import { nameOf } from "../props";
import { key, list, type Named, offersOf, readName, type Sought } from "./names";
import type { Ground, Sort } from "./row";
import { readTime } from "./time";

const TIMES = ["1m", "2m", "3m", "5m", "10m", "15m", "20m", "30m", "45m"];
const SHORT_TIMES = ["10s", "30s", "1m", "5m"];

const firstOf = (words: string): string => words.split(/\s/)[0] ?? "";

function time(bare: "m" | "s", usual: readonly string[]): Sort {
  const example = bare === "m" ? "5m" : "30s";
  return {
    shown: t("slash.sort_time"),
    what: t("slash.time_like", { example }),
    read: (words) => {
      const found = readTime(words, bare);
      return found
        ? { given: { time: found.ms }, rest: found.rest }
        : { trouble: t("slash.not_time", { word: firstOf(words), example }) };
    },
    offers: (words) => {
      const own = /^\d+$/.test(words) ? [`${words}m`, `${words}s`] : [];
      return [...new Set([...own, ...usual])]
        .filter((one) => one.startsWith(words.toLowerCase()))
        .map((text) => ({ text }));
    },
  };
}
export const TIME = time("m", TIMES);
export const SHORT = time("s", SHORT_TIMES);

/** A whole number within these. */
export function count(shown: string, least: number, most: number, usual: readonly number[]): Sort {
  return {
    shown,
    what: t("slash.number_within", { least, most }),
    read: (words) => {
      const found = /^(\d+)(?!\S)\s*/.exec(words);
      const value = Number(found?.[1]);
      if (!found || value < least || value > most)
        return { trouble: t("slash.not_number", { word: firstOf(words), least, most }) };
      return { given: { count: value }, rest: words.slice(found[0].length) };
    },
    offers: (words) =>
      usual
        .map((one) => ({ text: `${one}` }))
        .filter((one) => one.text.startsWith(words) && one.text !== words),
  };
}

const hint = ({ view }: Ground, id: string): string => {
  const role = view.people.byId.get(id)?.role;
  return [role && roleWord(role), groupOf(view.breakouts, id)?.name].filter(Boolean).join(" · ");
};

/** Somebody by name; `ids` are those who can be meant. */
function somebody(kind: Sought["kind"], ids: (ground: Ground) => readonly string[]): Sort {
  const all = (ground: Ground): Named[] => ids(ground).map((id) => ({ id, name: nameOf(ground.people, id) }));
  return {
    shown: t("slash.sort_name"),
    what: t("slash.a_name"),
    read: (words, ground) => {
      const found = readName(words, { all: all(ground), kind, chosen: ground.chosen });
      return "trouble" in found ? found : { given: { person: found.id }, rest: found.rest };
    },
    offers: (words, ground) => {
      const known = all(ground);
      const several = (name: string) => known.filter((one) => key(one.name) === key(name)).length > 1;
      return known
        .flatMap((one) =>
          offersOf(words, [one]).map((offer) => ({
            ...offer,
            hint: [hint(ground, one.id), several(one.name) && t("slash.one_of_several")]
              .filter(Boolean)
              .join(" · "),
            person: one.id,
          })),
        )
        .slice(0, 8);
    },
  };
}
const here = ({ view, me }: Ground): string[] =>
  present(view.people)
    .map((one) => one.id)
    .filter((id) => id !== me.person);
export const PERSON = somebody("person", here);
export const WAITING = somebody("waiting", ({ view }) => view.people.asking);
export const SENT_AWAY = somebody("banned", ({ view }) => view.people.banned);
export const RAISED = somebody("raised", ({ view }) => view.hands.queue.map((hand) => hand.person));

export const GROUP: Sort = {
  shown: t("slash.sort_group"),
  what: t("slash.group_name"),
  read: (words, { view }) => {
    const all = view.breakouts.groups.map((one) => ({ id: one.group, name: one.name }));
    const found = readName(words, { all, kind: "group" });
    return "trouble" in found ? found : { given: { group: found.id }, rest: found.rest };
  },
  offers: (words, { view }) =>
    offersOf(
      words,
      view.breakouts.groups.map((one) => ({ id: one.group, name: one.name })),
    ),
};

/** One of some words; what each means is told beside it. */
export function choice(shown: string, words: Readonly<Record<string, string>>): Sort {
  const all = Object.keys(words);
  const what = list(all);
  return {
    shown,
    what,
    read: (typed) => {
      const word = /^\S*/.exec(typed)?.[0] ?? "";
      const fits = all.filter((one) => one.startsWith(word.toLowerCase()));
      const meant =
        all.find((one) => one === word.toLowerCase()) ?? (fits.length === 1 ? fits[0] : undefined);
      return meant
        ? { given: { word: meant }, rest: typed.slice(word.length).trimStart() }
        : { trouble: t("slash.none_of_these", { word, what }) };
    },
    offers: (typed) =>
      all.filter((one) => one.startsWith(typed.toLowerCase())).map((text) => ({ text, hint: words[text] })),
  };
}

/** All that is left of the line. */
export const text = (shown: string, what: string, most: number): Sort => ({
  shown,
  what,
  read: (words) => {
    const length = [...words].length;
    if (length > most) return { trouble: t("slash.too_long", { over: length - most, most }) };
    return { given: { text: words.trim() }, rest: "" };
  },
  offers: () => [],
});
export const TEXT = text(t("slash.sort_text"), t("slash.a_text"), 10_000);
