// Reading a line that begins with a slash: which row is meant, what Enter will do, or what is missing.
import { t } from "../../texts";
import { isSlash, type Reading } from "./line";
import { list } from "./names";
import {
  type Given,
  type Ground,
  grammar,
  mayGive,
  nothingGiven,
  type Row,
  stationFor,
  type Take,
} from "./row";
import { TABLE } from "./table";

export function split(line: string): { name: string; rest: string } {
  const found = /^\/(\S*)\s*([\s\S]*)$/.exec(line);
  return { name: (found?.[1] ?? "").toLowerCase(), rest: found?.[2] ?? "" };
}

/** The row's own name, and others that mean the same; rows of one name share them. */
export const called = (name: string): string =>
  TABLE.find((row) => row.aliases?.includes(name))?.name ?? name;
export const rowsOf = (name: string): Row[] => TABLE.filter((row) => row.name === called(name));

interface Match {
  row: Row;
  /** How many of its words and things were read. */
  depth: number;
  /** How many of them were words that must stand there. */
  literals: number;
  given: Given;
  trouble: Lack | null;
}
/** Why a row does not fit: a word of its own or a thing is missing, words are left over, or a thing cannot be read. */
type Lack = { is: "missing" } | { is: "much"; rest: string } | { is: "told"; says: string };
const MISSING: Lack = { is: "missing" };

const wordOf = (words: string): string => /^\S*/.exec(words)?.[0] ?? "";

/** What is wanted at a place, in words. */
const wanted = (take: Take): string =>
  typeof take === "string" ? t("slash.word", { word: take }) : take.what;

export function match(row: Row, words: string, ground: Ground): Match {
  const found: Match = { row, depth: 0, literals: 0, given: { ...nothingGiven }, trouble: null };
  let rest = words.trimEnd();
  for (const take of row.takes) {
    if (typeof take === "string") {
      if (wordOf(rest).toLowerCase() !== take) return { ...found, trouble: MISSING };
      rest = rest.slice(take.length).trimStart();
      found.literals += 1;
    } else if (rest === "") {
      if (!take.optional) return { ...found, trouble: MISSING };
    } else {
      const read = take.read(rest, ground);
      if ("trouble" in read) {
        if (take.optional) continue;
        return { ...found, trouble: { is: "told", says: read.trouble } };
      }
      Object.assign(found.given, read.given);
      rest = read.rest;
    }
    found.depth += 1;
  }
  return rest === "" ? found : { ...found, trouble: { is: "much", rest } };
}

/** A row whose own words stand there decides alone: /ask anonymous … must never be asked with a name. */
function chosen(matches: readonly Match[]): Match[] {
  const worded = matches.filter(
    (one) => one.literals > 0 && (one.trouble === null || one.depth < one.row.takes.length),
  );
  return worded.length > 0 ? worded : [...matches];
}

function refusal(row: Row, { own }: Ground): string {
  if (own === null && !row.later) return t("slash.only_live");
  const command = grammar(row);
  const who = stationFor(row);
  return who === "right" || who === "all"
    ? t("slash.no_right", { command })
    : t(`slash.for_${who}`, { command });
}

function wrong(name: string, { row, trouble }: Match): string {
  if (trouble?.is === "much") return t("slash.too_much", { name, word: trouble.rest, command: grammar(row) });
  return trouble?.is === "told" ? trouble.says : "";
}

/** Why nothing fits: of those that came furthest, what is wrong or wanted. */
function lacking(name: string, matches: readonly Match[], rest: string): string {
  const deepest = Math.max(...matches.map((one) => one.depth));
  const far = matches.filter((one) => one.depth === deepest);
  const own = far.find((one) => one.trouble?.is === "told") ?? far.find((one) => one.trouble?.is === "much");
  const places = far.flatMap((one) => (one.depth < one.row.takes.length ? [one.row.takes[one.depth]!] : []));
  if (own && (rest !== "" || places.length === 0)) return wrong(name, own);
  const line = far.find((one) => one.literals > 0);
  const begun = line ? `/${name} ${line.row.takes.slice(0, line.literals).join(" ")}` : `/${name}`;
  const [first = "", ...others] = [...new Set(places.map(wanted))];
  const word = typeof places[0] === "string";
  if (word || others.length === 0)
    return t("slash.needs", { command: begun, what: list([first, ...others]) });
  return t("slash.needs_or", { command: begun, what: first, others: list(others) });
}

/** How many letters differ (Damerau-Levenshtein, neighbours may be swapped). */
function apart(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(row[j - 1]! + 1, rows[i - 1]![j]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

/** The command that was most likely meant; null when none is near. */
export function nearest(name: string, ground: Ground): string | null {
  const names = new Set(
    TABLE.filter((row) => mayGive(row, ground)).flatMap((row) => [row.name, ...(row.aliases ?? [])]),
  );
  const near = [...names]
    .map((one) => ({ one, far: one.startsWith(name) && name ? 0.5 : apart(name, one) }))
    .sort((a, b) => a.far - b.far)[0];
  return near && near.far <= Math.max(1, Math.floor(name.length / 3)) ? near.one : null;
}

function unknown(name: string, ground: Ground): Reading {
  const near = name ? nearest(name, ground) : null;
  const says = near
    ? t("slash.no_command_near", { name, near })
    : name
      ? t("slash.no_command", { name })
      : t("slash.write_command");
  return { is: "trouble", says, known: false };
}

/** What a line means to this person now. */
export function read(line: string, ground: Ground): Reading {
  if (!isSlash(line)) return { is: "text" };
  const { name, rest } = split(line);
  const rows = rowsOf(name);
  if (rows.length === 0) return unknown(name, ground);
  const trouble = (says: string): Reading => ({ is: "trouble", says, known: true });
  const all = chosen(rows.map((row) => match(row, rest, ground)));
  const fits = all.filter((one) => one.trouble === null);
  const meant = fits.find((one) => mayGive(one.row, ground)) ?? fits[0];
  if (!meant) {
    const open = all.filter((one) => mayGive(one.row, ground));
    if (open.length === 0) return trouble(refusal(all[0]!.row, ground));
    return trouble(lacking(called(name), open, rest));
  }
  if (!mayGive(meant.row, ground)) return trouble(refusal(meant.row, ground));
  const deed = meant.row.does(meant.given, ground);
  return "trouble" in deed ? trouble(deed.trouble) : { is: "ready", row: meant.row, deed };
}
