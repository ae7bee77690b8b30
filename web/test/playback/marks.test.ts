import { expect, test } from "vitest";
import { againPath, heatOf, type Mark, merge } from "../../src/core/playback/marks";

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

test("the liveliest stretch of the class stands highest", () => {
  const heat = heatOf([30_000, 30_100, 30_200, 5_000], 60_000, 12);
  expect(Math.max(...heat)).toBe(1);
  expect(heat.indexOf(1)).toBe(6);
  expect(heatOf([], 60_000, 4)).toEqual([0, 0, 0, 0]);
});

test("where a class was watched again a line rises, each piece at its middle", () => {
  expect(againPath([0, 4, 2], 10_000, 40_000)).toBe("M0 22L50.0 22.0L150.0 2.0L250.0 12.0L350.0 22.0L400 22");
  expect(againPath([], 10_000, 40_000)).toBe("");
  expect(againPath([0, 0], 10_000, 40_000)).toBe("");
});
