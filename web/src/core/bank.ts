// Polls written as plain text or CSV become polls that can be asked: question and options split by themselves.
import { t } from "../texts";
import { newId, type Prepared } from "./api";

/** One line of a list: its marker's sort, its text, and whether it was marked as right. */
interface Item {
  sort: "number" | "letter" | "dash" | "star";
  /** What stands after a number: "1." and "1)" are different lists. */
  style: string;
  text: string;
  right: boolean;
}

const MARKER = /^(\*?)\s*(?:(\(?\d{1,2}[.):])|(\(?[A-Za-z][.)])|([-–—•‣◦+]))\s+(.*)$/;
const STAR = /^\*\s*(.*)$/;
const WHY = /^(?:explanation|because|why)\s*:\s*(.*)$/i;
const TAGS = /\s*\[([a-z0-9 ,]+)\]\s*$/i;

function starred(text: string): { text: string; right: boolean } {
  const bare = text.replace(/^\*\s*/, "").replace(/\s*\*$/, "");
  return { text: bare.trim(), right: bare !== text };
}

function item(line: string): Item | null {
  const found = MARKER.exec(line);
  if (found) {
    const { text, right } = starred(found[5] ?? "");
    const sort = found[2] ? "number" : found[3] ? "letter" : "dash";
    return { sort, style: found[2]?.replace(/\d+/, "") ?? "", text, right: right || found[1] === "*" };
  }
  const star = STAR.exec(line);
  return star ? { sort: "star", style: "", text: (star[1] ?? "").trim(), right: true } : null;
}

interface Block {
  /** How its number was written, if it had one. */
  numbered: string | null;
  question: string[];
  items: Item[];
  right: string[];
  why: string;
}

/** Whether a list line begins a new question: "2." after "1. Which?", or a number after options a, b, c. */
function isQuestion(found: Item, block: Block | undefined): boolean {
  if (!block) return true;
  if (found.sort !== "number") return false;
  const [first] = block.items;
  return first && first.sort !== "number" ? true : block.numbered === found.style;
}

function blocks(text: string): Block[] {
  const all: Block[] = [];
  let gap = true;
  const begin = (question: string, numbered: string | null = null) =>
    all.push({ numbered, question: [question], items: [], right: [], why: "" });
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    const block = all.at(-1);
    const found = item(line);
    const why = WHY.exec(line);
    if (line === "") {
      gap = true;
      continue;
    }
    if (block && why) block.why = why[1] ?? "";
    else if (block && line.startsWith("=")) block.right.push(line.slice(1).trim());
    else if (found && !isQuestion(found, block)) block?.items.push(found);
    else if (found) begin(found.text, found.sort === "number" ? found.style : null);
    else if (block && !gap && block.items.length === 0) block.question.push(line);
    else begin(line);
    gap = false;
  }
  return all;
}

const nothing = (): Prepared => ({
  poll: newId("b"),
  question: "",
  options: [],
  multiple: false,
  kind: "choice",
  anonymous: false,
  results: "end",
  right: [],
  right_texts: [],
  explanation: "",
});

const scale = (steps: number): string[] => Array.from({ length: steps }, (_, index) => `${index + 1}`);

/** What stands in brackets after a question, or in the column "kind": [ranking], [rating 10], [anonymous] … */
function tagged(poll: Prepared, words: string): Prepared {
  const has = (word: RegExp) => word.test(words);
  const made = { ...poll };
  if (has(/rating|scale/i)) {
    made.kind = "rating";
    made.options = scale(has(/10/) ? 10 : 5);
  } else if (has(/rank|order/i)) made.kind = "ranking";
  else if (has(/cloud/i)) made.kind = "cloud";
  else if (has(/text|typed|open/i)) made.kind = "text";
  else if (has(/yes/i)) made.options = [t("core.yes"), t("core.no")];
  if (has(/several|multiple/i)) made.multiple = made.kind === "choice";
  if (has(/anonymous/i)) made.anonymous = true;
  if (has(/hidden/i)) made.results = "hidden";
  else if (has(/live/i)) made.results = "live";
  return settled(made);
}

/** Without options the answer is typed; with several right ones several may be chosen. */
function settled(poll: Prepared): Prepared {
  const made = { ...poll };
  if (made.kind === "choice" && made.options.length === 0) made.kind = "text";
  if (made.kind === "text" || made.kind === "cloud") made.options = [];
  if (made.kind === "choice" && made.right.length > 1) made.multiple = true;
  if (made.kind !== "choice") made.right = made.kind === "ranking" ? made.right : [];
  if (made.kind === "ranking" && made.right.length > 0) made.right = made.options.map((_, index) => index);
  if (made.kind !== "text") made.right_texts = [];
  if (made.right.length + made.right_texts.length === 0) made.explanation = "";
  return made;
}

/** Polls of a text: a question, then its options as a numbered, lettered or bulleted list, * before the right ones. */
export function readText(text: string): Prepared[] {
  return blocks(text).map((block) => {
    const words = block.question.join(" ");
    const tags = TAGS.exec(words)?.[1] ?? "";
    const stars = block.items.filter((one) => one.sort === "star").length;
    // A list of nothing but stars is a list; a star among others marks what is right.
    const isRight = (one: Item) => one.right && !(one.sort === "star" && stars === block.items.length);
    const right = block.items.flatMap((one, index) => (isRight(one) ? [index] : []));
    const options = block.items.map((one) => one.text);
    const made = { ...nothing(), question: words.replace(TAGS, ""), options, right };
    return tagged({ ...made, right_texts: block.right, explanation: block.why }, tags);
  });
}

/** The cells of a CSV text (RFC 4180), whatever separates them. */
export function cells(text: string): string[][] {
  const [head = ""] = text.split(/\r?\n/);
  const count = (mark: string) => head.split(mark).length;
  const mark = count("\t") > 1 ? "\t" : count(";") > count(",") ? ";" : ",";
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const close = () => {
    rows.at(-1)?.push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted && letter === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (letter === '"' && (quoted || cell.trim() === "")) quoted = !quoted;
    else if (!quoted && letter === mark) close();
    else if (!quoted && letter === "\n") {
      close();
      rows.push([]);
    } else if (quoted || letter !== "\r") cell += letter;
  }
  close();
  return rows.filter((row) => row.some(Boolean));
}

/** "b", "2" or "a; c": options by letter or number, from 0. */
function numbers(words: string): number[] {
  const found = words.split(/[\s,;|]+/).map((word) => {
    const bare = word.replace(/[.)]$/, "").toLowerCase();
    return /^\d+$/.test(bare) ? Number(bare) - 1 : /^[a-j]$/.test(bare) ? bare.charCodeAt(0) - 97 : -1;
  });
  return found.filter((one) => one >= 0);
}

const HEAD = /^\ufeff?\s*"?question"?\s*[,;\t]/i;

/** Polls of a table: `question` and options, a column each; `right`, `explanation` and `kind` if its head names them. */
export function readCsv(text: string): Prepared[] {
  const rows = cells(text.replace(/^\ufeff/, ""));
  const named = HEAD.test(text);
  const head = named ? (rows.shift() ?? []).map((cell) => cell.toLowerCase()) : [];
  return rows.map((row) => {
    const under = (name: string) => row[head.indexOf(name)] ?? "";
    const isOption = (index: number) =>
      named ? /^(option|answer|choice)/.test(head[index] ?? "") : index > 0;
    const listed = row.filter((cell, index) => cell !== "" && isOption(index)).map(starred);
    const options = listed.map((one) => one.text);
    const marked = listed.flatMap((one, index) => (one.right ? [index] : []));
    const right = [...new Set([...marked, ...numbers(under("right"))])].filter((one) => one < options.length);
    const typed = options.length === 0 && under("right") !== "" ? under("right").split(/\s*\|\s*/) : [];
    const question = (named ? under("question") : row[0]) ?? "";
    const explanation = under("explanation");
    const made = { ...nothing(), question, options, right: right.sort((a, b) => a - b), right_texts: typed };
    return tagged({ ...made, explanation }, `${under("kind")} ${under("settings")}`);
  });
}

/** Polls of whatever was pasted. */
export const readPolls = (text: string): Prepared[] => (HEAD.test(text) ? readCsv(text) : readText(text));

function tagsOf({ kind, options, multiple, right, anonymous, results }: Prepared): string {
  const tags: string[] = [];
  if (kind === "rating") tags.push(`rating ${options.length}`);
  if (kind === "ranking" || kind === "cloud") tags.push(kind);
  if (multiple && right.length < 2) tags.push("several");
  if (anonymous) tags.push("anonymous");
  if (results !== "end") tags.push(results);
  return tags.length > 0 ? ` [${tags.join(", ")}]` : "";
}

/** Polls as text that `readPolls` reads the same again. */
export function writeText(polls: readonly Prepared[]): string {
  const written = polls.map((poll, number) => {
    const listed = poll.kind === "choice" || poll.kind === "ranking";
    const options = (listed ? poll.options : []).map((text, index) => {
      const mark = poll.right.includes(index) ? "*" : "";
      return `${mark}${String.fromCharCode(97 + index)}) ${text}`;
    });
    const right = poll.right_texts.map((text) => `= ${text}`);
    const why = poll.explanation ? [`Why: ${poll.explanation.replace(/\s*\n\s*/g, " ")}`] : [];
    return [`${number + 1}. ${poll.question}${tagsOf(poll)}`, ...options, ...right, ...why].join("\n");
  });
  return written.join("\n\n");
}

/** What is written, and more polls after it: all numbered alike, so that none is read as an option of another. */
export const withMore = (text: string, more: string): string =>
  writeText([...readPolls(text), ...readPolls(more)]);

/** The same polls under the names that they had: what was asked in a class stays asked when its bank is edited. */
export function keepNames(polls: readonly Prepared[], before: readonly Prepared[]): Prepared[] {
  const left = [...before];
  return polls.map((poll) => {
    const at = left.findIndex((one) => one.question === poll.question);
    return at < 0 ? poll : { ...poll, poll: left.splice(at, 1)[0]?.poll ?? poll.poll };
  });
}

/** Why a poll cannot be asked as it stands; "" when it can. */
export function faultOf(poll: Prepared): string {
  if (poll.question.trim() === "") return t("core.question_missing");
  if (poll.question.length > 500) return t("core.question_long");
  if (poll.options.some((one) => one.trim() === "")) return t("core.option_empty");
  if (poll.options.some((one) => one.length > 200)) return t("core.option_long");
  const listed = poll.kind === "choice" || poll.kind === "ranking";
  if (listed && poll.options.length < 2) return t("core.one_option");
  if (listed && poll.options.length > 10) return t("core.many_options");
  return "";
}
