import { expect, test } from "vitest";
import { hasCaughtUp, missedChapters, missedFrom, untilCaughtUp } from "../../src/core/playback/behind";
import { entry } from "../core/entries";

test("somebody has caught up who was far behind and is near now, not whoever was there all the time", () => {
  expect(hasCaughtUp(60_000, 60_000)).toBe(false);
  expect(hasCaughtUp(3_000, 60_000)).toBe(true);
  expect(hasCaughtUp(3_000, 3_000)).toBe(false);
});

test("a class that goes on is reached only by who is faster", () => {
  expect(untilCaughtUp(60_000, 2)).toBe(60_000);
  expect(untilCaughtUp(60_000, 1.5)).toBe(120_000);
  expect(untilCaughtUp(60_000, 1)).toBeNull();
  expect(untilCaughtUp(60_000, 0.5)).toBeNull();
});

test("what somebody missed begins where they went out last, or with the class", () => {
  const left = (seq: number, at: number, person: string) =>
    entry(seq, at, "t", { type: "PersonLeft", person, reason: "left" });
  expect(missedFrom([left(1, 5_000, "sam"), left(2, 9_000, "tom"), left(3, 20_000, "sam")], "sam")).toBe(
    20_000,
  );
  expect(missedFrom([left(1, 5_000, "sam")], "zoe")).toBe(0);
  const chapter = (at: number, to: number) => ({
    ...{ at, to, title: `${at}`, slide: null, segment: false, byHand: false, polls: 0 },
  });
  const chapters = [chapter(0, 10_000), chapter(10_000, 30_000), chapter(30_000, 40_000)];
  expect(missedChapters(chapters, 20_000).map((one) => one.at)).toEqual([10_000, 30_000]);
});
