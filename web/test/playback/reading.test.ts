// What of a long line is read at a moment.
import { describe, expect, it } from "vitest";
import { linesAt, partAt } from "../../src/core/playback/reading";
import { type CaptionView, noCaptions } from "../../src/core/view/captions";

const TEXT =
  "Good morning. Today we ask why the sea rises and falls, and why it does so twice a day almost everywhere.";

function line(text: string, timed: boolean): CaptionView {
  const words = timed
    ? text.split(" ").map((part, n) => ({ start: n * 100, end: n * 100 + 90, text: part }))
    : [];
  const heard = { person: "a", text };
  return {
    caption: "c",
    seq: 1,
    person: "a",
    start: 0,
    end: 2100,
    text,
    words,
    sure: "",
    heard,
    corrections: [],
  };
}
const all = (one: CaptionView, most: number) => [
  ...new Set(Array.from({ length: 220 }, (_, n) => partAt(one, n * 10, most))),
];

describe("a long line", () => {
  it("is read part after part, and nothing of it is left out", () => {
    for (const timed of [true, false])
      for (const most of [30, 60, 84]) {
        const parts = all(line(TEXT, timed), most);
        expect(parts.join(" ")).toBe(TEXT);
        expect(Math.max(...parts.map((one) => one.length))).toBeLessThanOrEqual(most + 10);
      }
  });

  it("shows a part when its first word is said", () => {
    const one = line(TEXT, true);
    const [, second = ""] = all(one, 60);
    const first = TEXT.slice(0, TEXT.indexOf(second)).trim().split(" ").length;
    expect(partAt(one, first * 100 - 1, 60)).not.toBe(second);
    expect(partAt(one, first * 100, 60)).toBe(second);
  });

  it("may have no spaces, and a short one stays whole", () => {
    const text = "月亮牵引着海水".repeat(20);
    expect(all(line(text, false), 60).join("")).toBe(text);
    expect(partAt(line("Twice a day.", true), 2_000, 84)).toBe("Twice a day.");
  });
});

describe("people who talk at once", () => {
  const spoken = (caption: string, person: string, start: number, end: number) => ({
    ...line(caption, false),
    caption,
    person,
    start,
    end,
  });
  const lines = [
    spoken("a", "ada", 0, 9_000),
    spoken("b", "ben", 2_000, 4_000),
    spoken("c", "ada", 20_000, 21_000),
  ];
  const at = (ms: number) => linesAt({ ...noCaptions, lines }, ms).map((one) => one.caption);

  it("are both read while both speak, and whoever speaks longer is read on", () => {
    expect(at(1_000)).toEqual(["a"]);
    expect(at(3_000)).toEqual(["a", "b"]);
    expect(at(8_000)).toEqual(["a"]);
  });

  it("give way to what comes next, and what was said last stays for a moment", () => {
    expect(at(12_000)).toEqual([]);
    expect(at(23_000)).toEqual(["c"]);
    expect(at(24_000)).toEqual([]);
  });
});
