/**
 * The table of contents of a class: where each chapter begins, found in its timeline, with the words of its slides.
 * By the same rule as `rooms/contents.py`; a class in tests/timelines/chapters holds both.
 */
import { t } from "../../texts";
import type { Entry } from "../../wire";
import type { People } from "../api";
import type { View } from "../view/types";

export interface Chapter {
  at: number;
  to: number;
  title: string;
  /** The slide page it begins with. */
  slide: Page | null;
  /** It is a segment of the agenda. */
  segment: boolean;
  /** Those who lead set it by hand. */
  byHand: boolean;
  polls: number;
}

export interface Page {
  deck: string;
  page: number;
}

/** A page shown at a moment, or the slides taken away. */
export interface PageStay {
  at: number;
  to: number;
  shown: Page | null;
}

/** What begins within this many ms is one beginning; a page shown for less was only leafed through. */
const BREATH = 4_000;
const TITLE = 60;
const BY_HAND = 0;
const SEGMENT = 1;
const PAGE = 2;
const POLL = 3;
const TURN = 4;

interface Stop {
  at: number;
  weight: number;
  title: string;
  slide: Page | null;
}

/** Words of a page by `deck:page`, as far as they are known. */
export type Titles = ReadonlyMap<string, string>;
export const pageKey = ({ deck, page }: Page): string => `${deck}:${page}`;

/** What a page is called by the words on it: its first line with two letters or figures; empty when there is none. */
export function pageTitle(words: string): string {
  for (const line of words.split(/\r?\n/)) {
    const title = line.trim().replace(/\s+/g, " ");
    if ((title.match(/[\p{L}\p{N}]/gu) ?? []).length < 2) continue;
    const letters = [...title];
    return letters.length <= TITLE
      ? title
      : `${letters
          .slice(0, TITLE - 1)
          .join("")
          .trimEnd()}…`;
  }
  return "";
}

/** The pages that were looked at for a while, up to `end` ms. */
export function pageStays(entries: readonly Entry[], end: number): PageStay[] {
  const changes: { at: number; shown: Page | null }[] = [];
  const screens = new Set<string>();
  let apart = false;
  for (const { at, event } of entries) {
    if (event.type === "PageShown") changes.push({ at, shown: { deck: event.deck, page: event.page } });
    if (event.type === "SlidesHidden") changes.push({ at, shown: null });
    if (event.type === "BreakoutsOpened") apart = true;
    if (event.type === "BreakoutsClosed") apart = false;
    if (event.type === "TrackPublished" && event.source === "screen" && !apart) screens.add(event.track);
    // The page that stood behind a shared screen is there again.
    const shown = changes.at(-1)?.shown;
    if (event.type === "TrackEnded" && screens.delete(event.track) && shown) changes.push({ at, shown });
  }
  const stays = changes.map((one, index) => ({ ...one, to: changes[index + 1]?.at ?? end }));
  return stays.filter(({ at, to }) => to - at >= BREATH);
}

/** What a chapter is called that begins with a page; with several decks a number alone does not say whose it is. */
function slideTitle(shown: Page | null, view: View, titles: Titles): string {
  if (shown === null) return t("core.without_slides");
  const words = titles.get(pageKey(shown));
  if (words) return words;
  const { page } = shown;
  const deck = view.slides.decks.get(shown.deck);
  if (!deck) return t("core.slide", { page });
  const { title, pages } = deck;
  const several = view.slides.decks.size > 1;
  return several ? t("core.deck_slide", { deck: title, page, pages }) : t("core.slide_of", { page, pages });
}

/** Segments, polls and whose turn it was, from the entries in playing order. */
function turns(entries: readonly Entry[], people: People): Stop[] {
  const stops: Stop[] = [];
  const segments = new Map<string, string>();
  let apart = false;
  // What was held elsewhere has one picture for all that was shown in it.
  const brought = entries.some(({ event }) => event.type === "ClassImported");
  const gone = new Set(entries.map(({ event }) => (event.type === "PollWithdrawn" ? event.poll : "")));
  const add = (at: number, weight: number, title: string) => stops.push({ at, weight, title, slide: null });
  const name = (person: string) => people[person]?.name || t("chat.somebody");
  for (const { at, event } of entries) {
    if (event.type === "AgendaPlanned") {
      segments.clear();
      for (const one of event.segments) segments.set(one.segment, one.title);
    }
    const segment = event.type === "SegmentStarted" ? segments.get(event.segment ?? "") : undefined;
    if (segment !== undefined) add(at, SEGMENT, segment);
    if (event.type === "PollOpened" && !gone.has(event.poll))
      add(at, POLL, t("core.mark_poll", { question: event.question }));
    if (event.type === "BreakoutsOpened") apart = true;
    if (event.type === "BreakoutsClosed") apart = false;
    if (event.type === "PresenterChanged" && event.person !== null)
      add(at, TURN, t("player.presents", { name: name(event.person) }));
    if (event.type === "TrackPublished" && event.source === "screen" && !apart && !brought)
      add(at, TURN, t("player.shares_screen", { name: name(event.person) }));
  }
  return stops;
}

/** The weightiest of each breath; two that are set by hand both stand. What it begins with is seen in its picture. */
function chosen(stops: readonly Stop[]): Stop[] {
  const kept: Stop[] = [];
  const near = (one: Stop, other: Stop) => Math.abs(one.at - other.at) < BREATH;
  for (const stop of [...stops].sort((a, b) => a.weight - b.weight || a.at - b.at)) {
    const other = kept.find((one) => near(one, stop));
    if (other === undefined || stop.weight === BY_HAND) kept.push({ ...stop });
    for (const one of kept) if (near(one, stop)) one.slide ??= stop.slide;
  }
  return kept.sort((a, b) => a.at - b.at || a.weight - b.weight);
}

/** The chapters up to `end` ms; a class without anything to tell has none. */
export function chaptersOf(
  view: View,
  entries: readonly Entry[],
  people: People,
  titles: Titles,
  end: number,
): Chapter[] {
  const { byHand } = view.chapters;
  const pages = pageStays(entries, end).map(
    ({ at, shown }): Stop => ({ at, weight: PAGE, title: slideTitle(shown, view, titles), slide: shown }),
  );
  const all = [...turns(entries, people), ...pages];
  const own = all.filter(({ at }) => at < end && !byHand.has(at));
  for (const [at, title] of byHand) {
    const slide = all.find((one) => one.at === at && one.slide)?.slide ?? null;
    if (title !== null && at < end) own.push({ at, weight: BY_HAND, title, slide });
  }
  const stops = chosen(own);
  if ((stops[0]?.at ?? 0) >= BREATH)
    stops.unshift({ at: 0, weight: TURN, title: t("core.beginning"), slide: null });
  const polls = view.polls.polls.map((poll) => poll.openedAt);
  return between(stops, end).map((one) => ({
    ...one,
    polls: polls.filter((at) => at >= one.at && at < one.to).length,
  }));
}

function between(stops: readonly Stop[], end: number): Omit<Chapter, "polls">[] {
  const chapters: Omit<Chapter, "polls">[] = [];
  for (const { at, weight, title, slide } of stops) {
    const last = chapters.at(-1);
    if (last?.title === title && weight !== BY_HAND) continue;
    if (last) last.to = at;
    chapters.push({ at, to: end, title, slide, segment: weight === SEGMENT, byHand: weight === BY_HAND });
  }
  return chapters;
}

export function chapterAt(chapters: readonly Chapter[], time: number): Chapter | null {
  let found: Chapter | null = null;
  for (const chapter of chapters) if (chapter.at <= time) found = chapter;
  return found;
}
