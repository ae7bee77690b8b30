// Chapters are found here as the server finds them: a class that both agree on.
import { expect, test } from "vitest";
import golden from "../../../tests/timelines/chapters/lesson.jsonl?raw";
import { chapterAt, chaptersOf, pageStays, pageTitle } from "../../src/core/playback/chapters";
import { before, fold, inPlayingOrder } from "../../src/core/view/fold";
import type { Entry } from "../../src/wire";

const lines = golden
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const told = lines.pop() as {
  end: number;
  pages: Record<string, string>;
  names: Record<string, string>;
  chapters: [number, number, string][];
};
const entries = (lines as Entry[]).sort(inPlayingOrder);
const people = Object.fromEntries(
  Object.entries(told.names).map(([id, name]) => [id, { name, role: "student" as const }]),
);

test("the golden class has the chapters that the server finds in it", () => {
  const titles = new Map(Object.entries(told.pages));
  const found = chaptersOf(fold(entries), entries, people, titles, told.end);
  expect(found.map(({ at, to, title }) => [at, to, title])).toEqual(told.chapters);
  const [, welcome, named] = found;
  expect(welcome).toMatchObject({ segment: true, byHand: false, slide: { deck: "d", page: 1 } });
  expect(named).toMatchObject({ byHand: true, slide: { deck: "d", page: 3 } });
  expect(chapterAt(found, 41_000)).toMatchObject({ title: "Poll: Which?", polls: 1 });
});

test("a page whose words are not known is called by its number", () => {
  const found = chaptersOf(fold(entries), entries, people, new Map(), told.end);
  expect(found.map((one) => one.title)).toContain("Slide 3 of 4");
});

test("pages only leafed through are no stays, and a class without anything to tell has no chapters", () => {
  expect(pageStays(entries, told.end).map(({ shown }) => shown?.page)).toEqual([1, 3, 3, undefined]);
  expect(chaptersOf(before, [], {}, new Map(), 60_000)).toEqual([]);
});

test("a page is called by its first line that says something", () => {
  expect(pageTitle("\n 3 \n –\n  Where does   the push go?\nTrace it")).toBe("Where does the push go?");
  expect(pageTitle("a".repeat(100))).toBe(`${"a".repeat(59)}…`);
  expect(pageTitle("1\n\n?")).toBe("");
});
