// What of a long line is read at a moment.
import { describe, expect, it } from "vitest";
import { type CaptionView, partAt } from "../../src/core/view/captions";

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
