import { expect, test } from "vitest";
import { chapterAt, chaptersOf, heatOf, type Mark, merge } from "../../src/core/playback/marks";
import { before } from "../../src/core/view/fold";

const kept = { by: null, leafing: true, download: false, removed: false, seen: new Set<number>(), last: 0 };
const mark = (kind: Mark["kind"], at: number, open = false): Mark => ({
  kind,
  at,
  words: kind,
  open,
  many: 1,
});

test("marks that would overlap become one, and a poll speaks for the rest", () => {
  const merged = merge([mark("chat", 1_000), mark("poll", 1_500, true), mark("comment", 9_000)], 2_000);
  expect(merged).toEqual([
    { kind: "poll", at: 1_000, words: "poll", open: true, many: 2 },
    { kind: "comment", at: 9_000, words: "comment", open: false, many: 1 },
  ]);
});

test("chapters follow the slides, and pages only leafed through make none", () => {
  const deck = { deck: "d", title: "Arches", pages: 9, width: 1280, height: 720, ...kept };
  const view = { ...before, slides: { decks: new Map([["d", deck]]), shown: null, last: null } };
  const page = (at: number, number: number) => ({ at, shown: { deck: "d", page: number } });
  const chapters = chaptersOf(
    view,
    [page(6_000, 1), page(20_000, 2), page(20_500, 3), page(40_000, 4)],
    60_000,
  );
  expect(chapters.map((one) => [one.at, one.to, one.title])).toEqual([
    [0, 6_000, "Beginning"],
    [6_000, 20_500, "Slide 1 of 9"],
    [20_500, 40_000, "Slide 3 of 9"],
    [40_000, 60_000, "Slide 4 of 9"],
  ]);
  expect(chapterAt(chapters, 25_000)?.title).toBe("Slide 3 of 9");
});

test("a class without slides has no chapters", () => {
  expect(chaptersOf(before, [], 60_000)).toEqual([]);
});

test("the liveliest stretch of the class stands highest", () => {
  const heat = heatOf([30_000, 30_100, 30_200, 5_000], 60_000, 12);
  expect(Math.max(...heat)).toBe(1);
  expect(heat.indexOf(1)).toBe(6);
  expect(heatOf([], 60_000, 4)).toEqual([0, 0, 0, 0]);
});
