// Finding who or what is meant by a name that is typed: the whole name, else the only one that begins so.
import { isRightToLeft, language, locale, t } from "../../texts";
import type { Offer } from "./row";

export interface Named {
  id: string;
  name: string;
}

const plain = (text: string): string => text.normalize("NFC").toLocaleLowerCase();
const ENDS = /^(?:$|[\s,:;])/;

/** What is left behind a name that stands at the beginning; null when it does not. */
function behind(words: string, name: string): string | null {
  if (name === "" || plain(words.slice(0, name.length)) !== plain(name)) return null;
  const rest = words.slice(name.length);
  return ENDS.test(rest) ? rest.replace(/^[,:;]?\s*/, "") : null;
}

const begins = (name: string, typed: string): boolean =>
  plain(name).startsWith(typed) ||
  plain(name)
    .split(/[\s-]+/)
    .some((word) => word.startsWith(typed));

export interface Sought {
  all: readonly Named[];
  /** Whom or what it names. */
  kind: "person" | "waiting" | "banned" | "raised" | "group";
  chosen?: ReadonlyMap<string, string>;
}

export function readName(
  typed: string,
  { all, kind, chosen }: Sought,
): { id: string; rest: string } | { trouble: string } {
  const words = typed.replace(/^@/, "");
  const whole = all
    .map((one) => ({ ...one, rest: behind(words, one.name) }))
    .filter((one): one is Named & { rest: string } => one.rest !== null)
    .sort((a, b) => b.name.length - a.name.length);
  const [first] = whole;
  if (first) {
    const alike = whole.filter((one) => plain(one.name) === plain(first.name));
    const taken = chosen?.get(plain(first.name));
    const meant = alike.length === 1 ? first : alike.find((one) => one.id === taken);
    if (meant) return meant;
    return { trouble: t("slash.several_called", { name: first.name }) };
  }
  const word = /^\S+/.exec(words)?.[0] ?? "";
  const fits = all.filter((one) => begins(one.name, plain(word)));
  if (fits.length === 1 && word) return { id: fits[0]!.id, rest: words.slice(word.length).trimStart() };
  if (fits.length > 1) {
    const names = list(fits.slice(0, 4).map((one) => one.name));
    return { trouble: t("slash.can_be", { word, names }) };
  }
  return { trouble: t(`slash.unfound_${kind}`, { word }) };
}

/** "A, B or C": in English without a comma before the last. */
export function list(words: readonly string[], type: "disjunction" | "conjunction" = "disjunction"): string {
  const format = new Intl.ListFormat(language() === "en" ? "en-GB" : locale(), { type });
  // Unicode Bidirectional Algorithm (UAX 9): words of the other direction keep their order among each other.
  return format.format(isRightToLeft() ? words.map((one) => `\u2068${one}\u2069`) : words);
}

const MOST = 8;

export const offersOf = (typed: string, all: readonly Named[], hint?: (id: string) => string): Offer[] => {
  const words = plain(typed.replace(/^@/, ""));
  return all
    .filter((one) => begins(one.name, words))
    .slice(0, MOST)
    .map((one) => ({ text: one.name, hint: hint?.(one.id) }));
};

/** As a name is known among those that were chosen. */
export const key = plain;
