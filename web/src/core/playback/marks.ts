/** What the seek bar shows of a class: chapters, polls, comments and messages at their moments, and how lively it was. */
import { t } from "../../texts";
import type { AgendaView } from "../view/agenda";
import type { View } from "../view/types";

export type MarkKind = "poll" | "comment" | "chat";

export interface Mark {
  kind: MarkKind;
  /** Class ms. */
  at: number;
  /** What is at this moment, in words. */
  words: string;
  /** A poll that still waits for this reader. */
  open: boolean;
  /** How many moments are merged in this mark. */
  many: number;
}

export interface Chapter {
  at: number;
  to: number;
  title: string;
  /** The slide page it begins with. */
  slide: { deck: string; page: number } | null;
  /** It is a segment of the agenda. */
  segment: boolean;
  polls: number;
}

/** A page shown at a moment, or the slides taken away. */
export interface SlideChange {
  at: number;
  shown: { deck: string; page: number } | null;
}

const ORDER: Record<MarkKind, number> = { poll: 0, comment: 1, chat: 2 };

/** Moments of the whole class. `mayVote` is false for those who lead: no poll waits for them. */
export function marksOf(view: View, me: string, mayVote: boolean): Mark[] {
  const polls = view.polls.polls.map((poll): Mark => {
    const open = mayVote && !poll.ballots.has(me);
    const words = t(open ? "core.mark_poll_open" : "core.mark_poll", { question: poll.question });
    return { kind: "poll", at: poll.openedAt, words, open, many: 1 };
  });
  const comments = view.notes.comments
    .filter((one) => !one.redacted)
    .map((one): Mark => ({ kind: "comment", at: one.at, words: t("core.comment"), open: false, many: 1 }));
  const chat = view.chat.messages
    .filter((one) => !one.redacted)
    .map((one): Mark => ({ kind: "chat", at: one.at, words: t("core.message"), open: false, many: 1 }));
  return [...polls, ...comments, ...chat].sort((a, b) => a.at - b.at);
}

/** Marks closer than `near` ms become one: the weightiest speaks, the others are counted. */
export function merge(marks: readonly Mark[], near: number): Mark[] {
  const merged: Mark[] = [];
  for (const mark of marks) {
    const last = merged[merged.length - 1];
    if (last === undefined || mark.at - last.at >= near) {
      merged.push({ ...mark });
      continue;
    }
    const lead = weight(mark) < weight(last) ? mark : last;
    merged[merged.length - 1] = {
      ...lead,
      at: last.at,
      open: last.open || mark.open,
      many: last.many + mark.many,
    };
  }
  return merged;
}

const weight = (mark: Mark): number => ORDER[mark.kind] * 2 + (mark.open ? 0 : 1);

/** A page on the stage for less than this was only leafed through. */
const LEAFED = 4_000;

interface Stop {
  at: number;
  title: string;
  slide: Chapter["slide"];
  segment: boolean;
}

/** Where the segments of the agenda began and ended. */
function segmentStops({ past, running }: AgendaView): Stop[] {
  const held = [...past, ...(running ? [{ ...running, to: Number.POSITIVE_INFINITY }] : [])];
  return held.map(({ at, title }) => ({ at, title, slide: null, segment: true }));
}

/** What a chapter is called that begins with a page; `several`: a page's number alone does not say whose it is. */
function pageTitle(
  shown: Chapter["slide"],
  deck: { title: string; pages: number } | undefined,
  several: boolean,
): string {
  if (shown === null) return t("core.without_slides");
  const { page } = shown;
  if (!deck) return t("core.slide", { page });
  const { title, pages } = deck;
  return several ? t("core.deck_slide", { deck: title, page, pages }) : t("core.slide_of", { page, pages });
}

/** Chapters by the agenda and by slide up to `end` ms; a class with neither has none. */
export function chaptersOf(view: View, slides: readonly SlideChange[], end: number): Chapter[] {
  const stays = slides.filter((change, index) => {
    const until = slides[index + 1]?.at ?? end;
    return until - change.at >= LEAFED;
  });
  const several = view.slides.decks.size > 1;
  const chapters: Chapter[] = [];
  const slideStops = stays.map(({ at, shown }): Stop => {
    const deck = shown === null ? undefined : view.slides.decks.get(shown.deck);
    return { at, title: pageTitle(shown, deck, several), slide: shown, segment: false };
  });
  const isNear = (one: Stop, other: Stop) => Math.abs(one.at - other.at) < LEAFED;
  // A slide that comes with a segment is that segment's beginning.
  const segments = segmentStops(view.agenda).map((one) => ({
    ...one,
    slide: slideStops.find((slide) => isNear(slide, one))?.slide ?? null,
  }));
  const alone = slideStops.filter((slide) => !segments.some((one) => isNear(slide, one)));
  const stops = [...segments, ...alone].sort((a, b) => a.at - b.at);
  if (stops.length > 0 && (stops[0]?.at ?? 0) >= LEAFED)
    stops.unshift({ at: 0, title: t("core.beginning"), slide: null, segment: false });
  for (const stop of stops) {
    const last = chapters[chapters.length - 1];
    if (last?.title === stop.title) continue;
    if (last) last.to = stop.at;
    chapters.push({ ...stop, to: end, polls: 0 });
  }
  for (const chapter of chapters) {
    const inside = (at: number) => at >= chapter.at && at < chapter.to;
    chapter.polls = view.polls.polls.filter((poll) => inside(poll.openedAt)).length;
  }
  return chapters;
}

export function chapterAt(chapters: readonly Chapter[], time: number): Chapter | null {
  let found: Chapter | null = null;
  for (const chapter of chapters) if (chapter.at <= time) found = chapter;
  return found;
}

/** How much happened along the class, `steps` figures of 0 to 1, smoothed; all 0 for a silent class. */
export function heatOf(moments: readonly number[], end: number, steps: number): number[] {
  const raw = new Array<number>(steps).fill(0);
  if (end <= 0) return raw;
  for (const at of moments) {
    const step = Math.min(steps - 1, Math.max(0, Math.floor((at / end) * steps)));
    raw[step] = (raw[step] ?? 0) + 1;
  }
  const smooth = raw.map((_, i) => {
    const at = (j: number) => raw[j] ?? 0;
    return (at(i - 2) + 2 * at(i - 1) + 3 * at(i) + 2 * at(i + 1) + at(i + 2)) / 9;
  });
  const most = Math.max(...smooth);
  return most === 0 ? smooth : smooth.map((one) => one / most);
}

/** The heat as an SVG path, 400 wide and 24 high. */
export function heatPath(heat: readonly number[]): string {
  if (heat.length === 0 || heat.every((one) => one === 0)) return "";
  const x = (index: number) => ((index / (heat.length - 1)) * 400).toFixed(1);
  const points = heat.map((one, index) => `${x(index)} ${(24 - 1 - one * 22).toFixed(1)}`);
  return `M0 24L${points.join("L")}L400 24z`;
}
