// What is being said just now: signals that put the same line right as it grows, and are never kept.

/** A line as it was told last; `at` is when, by this page's clock (ms). */
export interface LiveCaption {
  person: string;
  /** The track and where its line begins: the same while it grows. */
  line: string;
  text: string;
  over: boolean;
  at: number;
}

/** A line goes away so long (ms) after it was told last. */
export const LINGER = 6000;
/** A window that shows captions says so as often (ms); the server listens for twice as long. */
export const READING_EVERY = 15_000;
/** So many people are shown at once. */
const PEOPLE = 2;
/** Letters of a person's lines that are shown at once: what stands before is read by now. */
const LETTERS = 220;

/** The lines after a signal, and without those that have stood long enough; the same list where nothing changed. */
export function heedCaption(
  lines: readonly LiveCaption[],
  signal: Record<string, unknown>,
  at: number,
): readonly LiveCaption[] {
  const { type, person, track, text, over } = signal;
  if (type !== "caption" || typeof person !== "string" || typeof text !== "string") return lines;
  const line = `${track} ${signal.line}`;
  const told = { person, line, text, over: over === true, at };
  const others = lines.filter((one) => one.line !== line && at - one.at < LINGER);
  const place = lines.findIndex((one) => one.line === line);
  if (place < 0) return [...others, told];
  const before = new Set(lines.slice(0, place).map((one) => one.line));
  return [
    ...others.filter((one) => before.has(one.line)),
    told,
    ...others.filter((one) => !before.has(one.line)),
  ];
}

/** What to show at a moment: each person with what they said last, whoever spoke last at the end. */
export function captionsAt(lines: readonly LiveCaption[], now: number): { person: string; text: string }[] {
  const said = new Map<string, { text: string; at: number }>();
  for (const { person, text, at } of lines) {
    if (now - at >= LINGER) continue;
    const before = said.get(person);
    said.set(person, { text: before ? `${before.text} ${text}` : text, at: Math.max(at, before?.at ?? 0) });
  }
  return [...said]
    .sort(([, one], [, other]) => one.at - other.at)
    .slice(-PEOPLE)
    .map(([person, { text }]) => ({ person, text: lastOf(text) }));
}

/** The end of a text that has become too long, from the beginning of a word on. */
function lastOf(text: string): string {
  if (text.length <= LETTERS) return text;
  const from = text.length - LETTERS;
  const space = text.indexOf(" ", from);
  return text.slice(space < 0 || space > from + 30 ? from : space + 1);
}
