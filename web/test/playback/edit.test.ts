import { expect, test } from "vitest";
import { Stops } from "../../src/core/playback/stops";
import { foldEdit, isCut, leftOf, unedited, withoutCuts } from "../../src/core/view/edit";
import { exact, inverse, momentIn, readMoment } from "../../src/pages/playback/editing";
import type { Entry, Event } from "../../src/wire";

const entry = (event: Event): Entry => ({ seq: 1, at: 9, wrote: 9, by: "ada", to: "everyone", event });
const edited = (...events: Event[]) => events.map(entry).reduce(foldEdit, unedited);
const cut = (name: string, start: number, end: number): Event => ({
  type: "PassageCut",
  cut: name,
  start,
  end,
});

test("cuts and stops are told in the order of the class until they are taken back", () => {
  const edit = edited(
    cut("b", 5_000, 9_000),
    cut("a", 0, 1_000),
    { type: "StopMarked", mark: "s", moment: 3_000, words: "Why?" },
    { type: "StopMarked", mark: "s", moment: 2_000, words: "Why twice?" },
    cut("c", 20, 30),
    { type: "PassageRestored", cut: "c" },
  );
  expect(edit.cuts.map((one) => one.cut)).toEqual(["a", "b"]);
  expect(edit.stops).toEqual([{ mark: "s", at: 2_000, words: "Why twice?" }]);
  expect([isCut(edit, 999), isCut(edit, 1_000)]).toEqual([true, false]);
  expect(leftOf(edit.cuts, 10_000)).toEqual([
    [1_000, 5_000],
    [9_000, 10_000],
  ]);
});

test("a chapter that begins in a cut begins behind it, and one within is none", () => {
  const edit = edited(cut("a", 3_000, 10_000));
  const chapters = [
    { at: 0, to: 5_000 },
    { at: 5_000, to: 9_000 },
    { at: 9_000, to: 20_000 },
  ];
  expect(withoutCuts(chapters, edit)).toEqual([
    { at: 0, to: 3_000 },
    { at: 10_000, to: 20_000 },
  ]);
});

test("the player stops once on its way over a mark, and not where it begins", () => {
  const stops = new Stops();
  stops.list = [{ mark: "s", at: 2_000, words: "Why?" }];
  expect([stops.meets(1_900), stops.meets(2_050), stops.here?.mark]).toEqual([false, true, "s"]);
  expect([stops.meets(2_060), stops.here]).toEqual([false, null]);
  stops.leave(2_000);
  expect(stops.meets(2_100)).toBe(false);
  stops.leave(-1);
  expect(stops.meets(2_500)).toBe(true);
});

test("moments are written as exactly as they are read, and what is no moment is none", () => {
  for (const ms of [0, 400, 83_400, 3_723_900]) expect(readMoment(exact(ms))).toBe(ms);
  expect([readMoment("83"), readMoment("1:23,5")]).toEqual([83_000, 83_500]);
  expect([momentIn("0:03", 3_000), momentIn("0:03.1", 3_000), momentIn("0:", 3_000)]).toEqual([
    3_000,
    null,
    null,
  ]);
  expect([readMoment(""), readMoment("soon"), readMoment("1:2:3:4")]).toEqual([null, null, null]);
});

test("every edit knows what takes it back", () => {
  const edit = edited(cut("a", 0, 1_000), { type: "StopMarked", mark: "s", moment: 3_000, words: "Why?" });
  const back = { do: "CutPassage", cut: "a", start: 0, end: 1_000 } as const;
  expect(inverse(edit, { do: "RestorePassage", cut: "a" })).toEqual(back);
  expect(inverse(edit, back)).toEqual({ do: "RestorePassage", cut: "a" });
  const stop = { do: "MarkStop", mark: "s", moment: 3_000, words: "Why?" } as const;
  expect(inverse(edit, { do: "DropStop", mark: "s" })).toEqual(stop);
  expect(inverse(edit, { ...stop, words: "Whence?" })).toEqual(stop);
  expect(inverse(unedited, stop)).toEqual({ do: "DropStop", mark: "s" });
});
