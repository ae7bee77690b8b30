/** Words looked up in a kept class, as the school's own search finds them: every word, from its beginning, in any case. */
import type { TimelineAnswer } from "../api";
import type { FoundClass, Hit } from "../finding";
import { Timeline } from "../timeline";
import { type CaptionView, piecesOf } from "../view/captions";
import { isCut } from "../view/edit";
import type { View } from "../view/types";

const MOST = 10;
const BEGINNING = 240;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Scripts without spaces are found anywhere within a run of letters. */
const ALONE = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff]/;

const plain = (word: string): string =>
  word
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/^ال(?=..)/, "");

const fits = (word: string, sought: string): boolean =>
  ALONE.test(sought) ? word.includes(sought) : word.startsWith(sought);

/** The text cut where a sought word stands: every second piece is one. Null unless all of them are in it. */
export function marked(text: string, sought: readonly string[]): string[] | null {
  const missing = new Set(sought);
  const pieces: string[] = [];
  let done = 0;
  for (const one of text.matchAll(WORD)) {
    const hits = sought.filter((word) => fits(plain(one[0]), word));
    if (hits.length === 0) continue;
    for (const hit of hits) missing.delete(hit);
    pieces.push(text.slice(done, one.index), one[0]);
    done = one.index + one[0].length;
  }
  if (missing.size > 0 || pieces.length === 0) return null;
  return [...pieces, text.slice(done, Math.max(done, BEGINNING))];
}

interface Place extends Omit<Hit, "text" | "name"> {
  text: string;
  /** The moment of a letter of it, where that is known. */
  moment?: (letter: number) => number;
}

/** The class ms of the word that a letter of a line's text is in; where no word has a time, of the line. */
function momentOf(line: CaptionView, letter: number): number {
  let [from, at] = [0, line.start];
  for (const { text, word } of piecesOf(line)) {
    if (from > letter) break;
    at = word?.start ?? at;
    from += text.length;
  }
  return at;
}

function placesOf(
  view: View,
  pages: ReadonlyMap<string, string>,
  shown: ReadonlyMap<string, number>,
): Place[] {
  const said = view.captions.lines.map((line) => ({
    kind: "said" as const,
    key: line.caption,
    at: line.start,
    person: line.person,
    text: line.text,
    moment: (letter: number) => momentOf(line, letter),
  }));
  const messages = view.chat.messages
    .filter((one) => !one.redacted)
    .map(({ message, by, at, text }) => ({ kind: "message" as const, key: message, at, person: by, text }));
  const comments = view.notes.comments
    .filter((one) => !one.redacted)
    .map(({ comment, by, at, text, transcript }) => ({
      kind: "comment" as const,
      key: comment,
      at,
      person: by,
      text: [text, transcript].filter(Boolean).join(" "),
    }));
  const questions = view.questions.questions
    .filter((one) => !one.redacted)
    .map(({ question, by, at, text, answer }) => ({
      kind: "question" as const,
      key: question,
      at,
      person: by,
      text: [text, answer?.text].filter(Boolean).join(" "),
    }));
  const polls = view.polls.polls.map(({ poll, question, options, openedAt: at }) => ({
    kind: "poll" as const,
    key: poll,
    at,
    person: null,
    text: [question, ...options].join(" · "),
  }));
  const tasks = view.tasks.tasks.map(({ task, by, at, what }) => ({
    kind: "task" as const,
    key: task,
    at,
    person: by,
    text: [what.title, what.text].filter(Boolean).join(" · "),
  }));
  const slides = [...pages].flatMap(([name, text]) => {
    const [key = name, noted] = name.split(/(\.notes)$/);
    const at = shown.get(key);
    const kind = noted ? ("speaker_note" as const) : ("slide" as const);
    return at === undefined ? [] : [{ kind, key, at, person: null, text }];
  });
  return [...said, ...messages, ...comments, ...questions, ...polls, ...tasks, ...slides];
}

/** The class with what holds these words, or no class. `pages`: their words, and those of `deck/page.notes` of the speaker. */
export function found(told: TimelineAnswer, pages: ReadonlyMap<string, string>, words: string): FoundClass[] {
  const sought = [...words.matchAll(WORD)].map(([word]) => plain(word)).filter(Boolean);
  if (sought.length === 0) return [];
  const timeline = new Timeline();
  timeline.add(told.entries, told.people);
  const view = timeline.live();
  const shown = new Map<string, number>();
  for (const { at, event } of timeline.entries)
    if (event.type === "PageShown" && !shown.has(`${event.deck}/${event.page}`))
      shown.set(`${event.deck}/${event.page}`, at);
  const hits = placesOf(view, pages, shown)
    .filter((one) => !isCut(view.edit, one.at))
    .sort((a, b) => a.at - b.at)
    .flatMap(({ moment, ...one }): Hit[] => {
      const text = marked(one.text, sought);
      const at = moment?.(text?.[0]?.length ?? 0) ?? one.at;
      return text === null
        ? []
        : [{ ...one, at, text, name: one.person && (told.people[one.person]?.name ?? null) }];
    });
  if (hits.length === 0) return [];
  return [
    {
      id: told.class,
      course: told.course,
      title: told.title,
      opened_at: told.opened_at,
      playback: `/play/${told.class}`,
      hits: hits.slice(0, MOST),
      more: hits.length > MOST,
    },
  ];
}
