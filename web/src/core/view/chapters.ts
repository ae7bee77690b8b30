// What those who lead said of the chapters: a title for a moment, or that none begins there.
import type { Entry } from "../../wire";

export interface ChaptersView {
  /** Class ms to a title; null where no chapter shall begin. */
  byHand: ReadonlyMap<number, string | null>;
}

export const noChapters: ChaptersView = { byHand: new Map() };

export function foldChapters(chapters: ChaptersView, { event }: Entry): ChaptersView {
  switch (event.type) {
    case "ChapterNamed":
      return { byHand: new Map(chapters.byHand).set(event.start, event.title) };
    case "ChapterDropped":
      return { byHand: new Map(chapters.byHand).set(event.start, null) };
    case "ChapterRestored": {
      const byHand = new Map(chapters.byHand);
      byHand.delete(event.start);
      return { byHand };
    }
    default:
      return chapters;
  }
}
