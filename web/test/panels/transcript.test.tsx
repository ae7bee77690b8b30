// A line of the transcript: how sure it is, who corrected it, and what waits to be decided.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../src/core/commands";
import { Timeline } from "../../src/core/timeline";
import { isAutomatic, piecesOf } from "../../src/core/view/captions";
import type { PanelProps } from "../../src/panels/props";
import { TranscriptPanel } from "../../src/panels/transcript";
import { notInBox } from "../../src/panels/transcript/CorrectBox";
import { Spoken } from "../../src/panels/transcript/Spoken";
import { entry, lesson } from "../core/entries";

const people = {
  t: { name: "Miriam", role: "instructor" as const },
  a: { name: "Kofi", role: "student" as const },
};

function props(at: number, person: keyof typeof people, more: typeof lesson): PanelProps {
  const line = new Timeline();
  line.add(more);
  const me = { person, role: people[person].role };
  const act = async (): Promise<Outcome> => ({ ok: true });
  return { view: line.viewAt(at), people, me, mode: "later", act, drafts: new Map() };
}
const text = (markup: string) => markup.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

describe("a line of the transcript", () => {
  const words = (text: string) =>
    text.split(" ").map((one, index) => ({ start: index * 100, end: index * 100 + 90, text: one }));
  const spoken = entry(900, 2000, null, {
    type: "CaptionSpoken",
    caption: "k1",
    person: "t",
    start: 2000,
    end: 4000,
    text: "So the push is",
    words: words("So the push is"),
    engine: "e",
    sure: "9929",
  });
  const corrected = entry(901, 2000, "t", {
    type: "CaptionCorrected",
    caption: "k1",
    person: "a",
    text: "So the thrust is",
    words: words("So the thrust is"),
    proposer: "b",
  });
  const drawn = (more: (typeof lesson)[number][], person: "t" | "a" = "a") => {
    const given = props(60_000, person, [...lesson, ...more]);
    return { given, line: given.view.captions.lines.find((one) => one.caption === "k1")! };
  };

  it("offers in the box what somebody else made of it meanwhile, and not what the box began with", () => {
    const { line } = drawn([spoken, corrected]);
    expect(notInBox(line, 1)).toEqual([]);
    expect(notInBox(line, 0).map((one) => one.text)).toEqual(["So the thrust is"]);
  });

  it("marks the words of which the engine was not sure, until somebody corrects it", () => {
    const unsure = (more: (typeof lesson)[number][]) =>
      piecesOf(drawn(more).line)
        .filter((one) => one.unsure)
        .map((one) => one.text);
    expect(unsure([spoken])).toEqual(["push"]);
    expect(unsure([spoken, corrected])).toEqual([]);
  });

  it("reads as it was corrected last, and keeps how it was heard", () => {
    const { line } = drawn([spoken, corrected]);
    expect([line.person, line.text, line.heard.text]).toEqual(["a", "So the thrust is", "So the push is"]);
    expect(line.corrections.map((one) => [one.by, one.proposer])).toEqual([["t", "b"]]);
  });

  it("is automatic until it is corrected or the transcript was reviewed", () => {
    const review = (seq: number, reviewed: boolean) =>
      entry(seq, 5000, "t", { type: "TranscriptReviewed", reviewed });
    const automatic = (more: (typeof lesson)[number][]) => {
      const { given, line } = drawn(more);
      return isAutomatic(given.view.captions, line);
    };
    expect(automatic([spoken])).toBe(true);
    expect(automatic([spoken, corrected])).toBe(false);
    expect(automatic([spoken, review(902, true)])).toBe(false);
    expect(automatic([spoken, review(902, true), review(903, false)])).toBe(true);
  });

  const look = { name: "Miriam", now: false, sought: "", corrected: null, proposed: null, label: "Correct" };
  const nothing = () => undefined;

  it("has one stop for the keyboard, and each word leads to its moment; nobody corrects what is being corrected", () => {
    const { line } = drawn([spoken]);
    const shown = renderToStaticMarkup(<Spoken {...look} line={line} seek={nothing} onCorrect={nothing} />);
    expect(shown.match(/class="word/g)?.length).toBe(4);
    expect(shown.match(/tabindex="0" class="word|class="word"[^>]*tabindex="0"/gi)?.length).toBe(1);
    expect(shown).toContain('title="perhaps heard wrongly"');
    expect(shown).toContain('aria-label="Correct"');
    const not = (
      <Spoken {...look} line={line} seek={nothing} onCorrect={nothing}>
        {false}
      </Spoken>
    );
    expect(renderToStaticMarkup(not)).toContain("push");
  });

  it("marks what is sought, across words too", () => {
    const { line } = drawn([spoken]);
    const shown = renderToStaticMarkup(<Spoken {...look} line={line} sought="the pu" onCorrect={nothing} />);
    expect(shown.replaceAll(/<(?!\/?mark)[^>]+>/g, "")).toContain(
      "<mark>the</mark><mark> </mark><mark>pu</mark>sh",
    );
  });

  it("shows a proposal to those who lead as what goes and what comes", () => {
    const proposed = entry(902, 2000, "a", {
      type: "CorrectionProposed",
      proposal: "p1",
      caption: "k1",
      person: "t",
      text: "So the thrust is",
    });
    const { given } = drawn([spoken, proposed], "t");
    const shown = renderToStaticMarkup(<TranscriptPanel {...given} />);
    expect(shown).toContain("<del>So the push is</del> <ins>So the thrust is</ins>");
    expect(text(shown)).toContain("1 correction proposed");
  });

  it("says that a part is missing, and lets those who lead have it listened to again", () => {
    const state = (now: "done" | "failed", person: "t" | "a") => {
      const changed = entry(902, 50_000, null, { type: "TranscriptChanged", state: now, message: "" });
      return text(renderToStaticMarkup(<TranscriptPanel {...drawn([spoken, changed], person).given} />));
    };
    expect(state("failed", "t")).toMatch(/could not be understood.*Listen again/);
    expect(state("failed", "a")).toContain("could not be understood");
    expect(state("failed", "a")).not.toContain("Listen again");
    expect(state("done", "t")).not.toContain("Listen again");
  });
});
