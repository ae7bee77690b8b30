// What can stand next in a line that begins with a slash.

import { isSlash } from "./line";
import { called, rowsOf, split } from "./read";
import { type Ground, grammar, mayGive, type Offer, type Row } from "./row";
import { TABLE } from "./table";

export interface Suggestion {
  key: string;
  shown: string;
  help: string;
  /** The whole line once it is taken. */
  line: string;
  person?: string;
}

/** The words of a row that must stand there, up to the first thing to fill in. */
function opening({ name, takes }: Row): string {
  const first = takes.findIndex((take) => typeof take !== "string");
  const words = first < 0 ? takes : takes.slice(0, first);
  return [`/${name}`, ...words, ...(first < 0 ? [] : [""])].join(" ");
}

function names(typed: string, ground: Ground): Suggestion[] {
  const allowed = TABLE.filter((row) => mayGive(row, ground));
  const fits = (row: Row) => [row.name, ...(row.aliases ?? [])].some((one) => one.startsWith(typed));
  const found = [...new Set(allowed.filter(fits).map((row) => row.name))];
  const own = typed && allowed.some((row) => row.name === called(typed)) ? called(typed) : null;
  const alone = own ?? (found.length === 1 ? found[0] : null);
  // A name that stands there, or the only one that can: all that it can do.
  if (alone)
    return [
      ...allowed.filter((row) => row.name === alone).map((row) => whole(row)),
      ...found.filter((name) => name !== alone).map((name) => short(name, allowed)),
    ];
  return found.map((name) => short(name, allowed));
}

const whole = (row: Row): Suggestion => ({
  key: grammar(row),
  shown: grammar(row),
  help: row.help,
  line: opening(row),
});

function short(name: string, allowed: readonly Row[]): Suggestion {
  const rows = allowed.filter((row) => row.name === name);
  const [first] = rows;
  if (rows.length === 1 && first) return whole(first);
  return { key: name, shown: `/${name} …`, help: first?.help ?? "", line: `/${name} ` };
}

/** What a row takes at the place that is being written. */
function next(row: Row, words: string, ground: Ground): { done: string; offers: readonly Offer[] }[] {
  const found: { done: string; offers: readonly Offer[] }[] = [];
  let rest = words;
  for (const [place, take] of row.takes.entries()) {
    const done = words.slice(0, words.length - rest.length);
    const more = place + 1 < row.takes.length ? " " : "";
    if (typeof take === "string") {
      if (take.startsWith(rest.toLowerCase()))
        found.push({ done, offers: [{ text: take + more, hint: row.help }] });
      if (rest.toLowerCase() !== take && !rest.toLowerCase().startsWith(`${take} `)) return found;
      if (rest.length === take.length) return found;
      rest = rest.slice(take.length).trimStart();
      continue;
    }
    const offers = take.offers(rest, ground).map((one) => ({ ...one, text: one.text + more }));
    const read = rest === "" ? null : take.read(rest, ground);
    const over = read && !("trouble" in read) ? read.rest : null;
    if (over === null || over === "") found.push({ done, offers });
    if (over === null) {
      if (take.optional) continue;
      return found;
    }
    // What was read may still go on: only a space behind it leads to the next thing.
    if (over === "" && !/\s$/.test(words)) return found;
    rest = over;
  }
  return found;
}

/** In the order of the table; what stands there already is not offered. */
export function complete(line: string, ground: Ground): Suggestion[] {
  if (!isSlash(line) || line.includes("\n")) return [];
  const { name, rest } = split(line);
  if (!/\s/.test(line)) return names(name, ground).filter((one) => one.line !== line);
  const rows = rowsOf(name).filter((row) => mayGive(row, ground));
  const begun = line.slice(0, line.length - rest.length);
  const all = rows.flatMap((row) =>
    next(row, rest, ground).flatMap(({ done, offers }) =>
      offers.map(({ text, hint, person }) => ({
        key: `${done}${text}${person ?? ""}`,
        shown: text.trim(),
        help: hint ?? "",
        line: `${begun}${done}${text}`,
        person,
      })),
    ),
  );
  const seen = new Set<string>();
  return all.filter((one) => {
    const fresh = one.line.trimEnd() !== line.trimEnd() && !seen.has(one.key);
    seen.add(one.key);
    return fresh;
  });
}
