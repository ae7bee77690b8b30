// What is being said just now: lines that grow, are put right, and go away.
import { describe, expect, it } from "vitest";
import { captionsAt, heedCaption, LINGER, type LiveCaption } from "../../src/core/liveCaptions";

const told = (person: string, line: number, text: string, over = false) => ({
  type: "caption",
  person,
  track: `mic-${person}`,
  line,
  text,
  over,
});
function heard(...signals: [number, Record<string, unknown>][]): readonly LiveCaption[] {
  return signals.reduce<readonly LiveCaption[]>((lines, [at, one]) => heedCaption(lines, one, at), []);
}

describe("live captions", () => {
  it("put the same line right as it grows", () => {
    const lines = heard([0, told("a", 100, "the key")], [700, told("a", 100, "The keystone goes")]);
    expect(captionsAt(lines, 800)).toEqual([{ person: "a", text: "The keystone goes" }]);
  });

  it("keep the line before in sight while the next one grows", () => {
    const lines = heard([0, told("a", 100, "It goes last.", true)], [900, told("a", 2000, "And then")]);
    expect(captionsAt(lines, 1000)).toEqual([{ person: "a", text: "It goes last. And then" }]);
    expect(captionsAt(lines, LINGER)).toEqual([{ person: "a", text: "And then" }]);
    expect(captionsAt(lines, 900 + LINGER)).toEqual([]);
  });

  it("show two people at most, whoever spoke last at the end", () => {
    const lines = heard(
      [0, told("a", 1, "One")],
      [10, told("b", 1, "Two")],
      [20, told("c", 1, "Three")],
      [30, told("b", 1, "Two and")],
    );
    expect(captionsAt(lines, 40).map((one) => one.person)).toEqual(["c", "b"]);
  });

  it("show the end of what is long, from a word on", () => {
    const [shown] = captionsAt(heard([0, told("a", 1, "word ".repeat(80).trim())]), 10);
    expect(shown?.text.length).toBeLessThanOrEqual(220);
    expect(shown?.text.startsWith("word")).toBe(true);
  });

  it("leave other signals and broken ones alone", () => {
    const lines = heard([0, told("a", 1, "One")]);
    expect(heedCaption(lines, { type: "typing", person: "a" }, 10)).toBe(lines);
    expect(heedCaption(lines, { type: "caption", person: 7, text: "x" }, 10)).toBe(lines);
  });
});
