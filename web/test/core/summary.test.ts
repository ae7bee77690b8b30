// A summary: what is left of it from a moment on, and what a machine wrote as its screen knows it.
import { describe, expect, it } from "vitest";
import { type Digest, digestFrom, hasNothing } from "../../src/core/summary";
import { fold } from "../../src/core/view/fold";
import { entry } from "./entries";

const points = [{ at: 5, text: "Two bulges." }];
const wanted = entry(1, 9, "t", { type: "SummaryWanted" });
const written = entry(2, 9, "t", { type: "SummaryWritten", summary: "y", model: "m", points });

describe("a summary by a machine", () => {
  it("is wanted, fails with a reason, and is written", () => {
    expect(fold([wanted]).summary.wanted).toBe(true);
    const failed = entry(2, 9, "t", { type: "SummaryFailed", reason: "no_answer" });
    expect(fold([wanted, failed]).summary).toMatchObject({ wanted: false, failed: "no_answer" });
    expect(fold([wanted, written]).summary.written).toEqual({ summary: "y", model: "m", points });
  });

  it("is gone when it is taken back, and a newer one stays", () => {
    const gone = entry(3, 9, "t", { type: "SummaryWithdrawn", summary: "y" });
    expect(fold([wanted, written, gone]).summary.written).toBeNull();
    const other = entry(3, 9, "t", { type: "SummaryWritten", summary: "z", model: "m", points });
    expect(fold([written, other, { ...gone, seq: 4 }]).summary.written?.summary).toBe("z");
  });
});

describe("the digest of what was missed", () => {
  it("has what came from that moment on", () => {
    const one = { at: 100, person: null };
    const digest: Digest = {
      chapters: [],
      terms: [
        { term: "tide", moments: [0, 500], times: 2, meaning: "" },
        { term: "ebb", moments: [0], times: 3, meaning: "" },
      ],
      links: [{ ...one, url: "https://a.example" }],
      files: [],
      questions: [],
      tasks: [{ ...one, at: 900, kind: "said", text: "Read." }],
      posts: 1,
    };
    const left = digestFrom(digest, 400);
    expect(left.terms.map(({ term }) => term)).toEqual(["tide"]);
    expect([left.links.length, left.tasks.length]).toEqual([0, 1]);
    expect(hasNothing(digestFrom(digest, 1_000))).toBe(true);
  });
});
