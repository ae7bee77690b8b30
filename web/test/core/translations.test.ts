// Translations as the screen knows them: lines in a language, out of date, taken back, in whatever order they stand.
import { describe, expect, it } from "vitest";
import { directionOf } from "../../src/core/direction";
import { coverage, inLanguage, translationsOf } from "../../src/core/playback/translated";
import { Timeline } from "../../src/core/timeline";
import { fold } from "../../src/core/view/fold";
import type { Entry } from "../../src/wire";
import { entry } from "./entries";

const spoken = (seq: number, caption: string, start: number, text: string): Entry =>
  entry(seq, start, null, {
    type: "CaptionSpoken",
    caption,
    person: "t",
    start,
    end: start + 900,
    text,
    words: [],
    engine: "e",
  });
const put = (seq: number, caption: string, at: number, text: string, language = "fr"): Entry =>
  entry(seq, at, null, { type: "LineTranslated", caption, language, text, model: `m${seq}` });
const corrected = (seq: number, caption: string, at: number, text: string): Entry =>
  entry(seq, at, "t", { type: "CaptionCorrected", caption, person: "t", text, words: [], proposer: null });

const LINES = [spoken(1, "a", 1000, "The tide rises."), spoken(2, "b", 5000, "Why?")];

function read(entries: readonly Entry[], language = "fr") {
  const line = new Timeline();
  line.add(entries);
  const view = line.live();
  const found = translationsOf(view.translations).get(language);
  return {
    view,
    found,
    texts: found ? inLanguage(view.captions, found).lines.map((one) => one.text) : null,
    covers: coverage(view.captions, found),
  };
}

describe("a translation", () => {
  it("gives lines in its language without times of words, and leaves the others as they are", () => {
    const { view, found, texts, covers } = read([...LINES, put(3, "a", 1000, "La mer monte.")]);
    expect(texts).toEqual(["La mer monte.", "Why?"]);
    const [first, second] = inLanguage(view.captions, found!).lines;
    expect([first!.language, first!.stale, first!.words]).toEqual(["fr", false, []]);
    expect(second!.language).toBeUndefined();
    expect(covers).toEqual({ done: 1, stale: 0, missing: 1 });
    expect(found!.model).toBe("m3");
    expect(read(LINES, "de").texts).toBeNull();
  });

  it("is out of date where the line was corrected, until it is translated anew", () => {
    const before = [...LINES, put(3, "a", 1000, "La mer monte."), corrected(4, "a", 1000, "The tide falls.")];
    expect(read(before).covers).toEqual({ done: 0, stale: 1, missing: 1 });
    const after = read([...before, put(5, "a", 1000, "La mer descend.")]);
    expect(after.texts).toEqual(["La mer descend.", "Why?"]);
    expect(after.covers.stale).toBe(0);
  });

  it("is gone when it is taken back, and there again when it was written since", () => {
    const gone = entry(4, 9000, "t", { type: "TranslationWithdrawn", language: "fr" });
    const before = [...LINES, put(3, "a", 1000, ""), gone];
    expect(read(before).texts).toBeNull();
    expect(read([...before, put(5, "b", 5000, "Pourquoi ?")]).texts).toEqual([
      "The tide rises.",
      "Pourquoi ?",
    ]);
  });

  it("of a line that its reader does not see says nothing", () => {
    expect(read([LINES[0]!, put(3, "b", 5000, "Pourquoi ?")]).texts).toEqual(["The tide rises."]);
  });

  it("is wanted, and fails with a reason", () => {
    const wanted = entry(3, 9000, "t", { type: "TranslationWanted", language: "ar" });
    const failed = entry(4, 9000, null, { type: "TranslationFailed", language: "ar", reason: "no_answer" });
    expect(fold([...LINES, wanted]).translations.states.get("ar")).toEqual({ wanted: true, failed: null });
    expect(fold([...LINES, wanted, failed]).translations.states.get("ar")?.failed).toBe("no_answer");
  });
});

it("Arabic, Hebrew, Persian and Urdu run from right to left, however their codes go on", () => {
  expect(["ar", "he", "fa-IR", "ur", "fr", "zh-Hans"].map(directionOf)).toEqual([
    "rtl",
    "rtl",
    "rtl",
    "rtl",
    "ltr",
    "ltr",
  ]);
});
