// The notes that the speaker wrote beside a page: who sees what of them, and how they are laid out to be kept.
import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { runsRight, standing } from "../../src/core/board/pdfWords";
import { DeckFiles } from "../../src/core/decks";
import { type DeckView, foldSlides, noSlides } from "../../src/core/view/slides";
import { Doing } from "../../src/panels/slides/Doing";
import { SpeakerNotes } from "../../src/panels/slides/SpeakerNotes";
import { linesOf, sheets } from "../../src/panels/slides/withNotes";
import type { Event } from "../../src/wire";

const files = new DeckFiles("c", undefined);
const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", { getItem: (key: string) => kept.get(key) ?? null });
});

function deckWith(...events: Event[]): DeckView {
  const added: Event = { type: "DeckAdded", deck: "d", title: "Tides", pages: 3, width: 16, height: 9 };
  const told = [added, ...events].map((event) => ({
    seq: 1,
    at: 0,
    wrote: 0,
    by: "t",
    to: "everyone",
    event,
  }));
  return told.reduce(foldSlides, noSlides).decks.get("d")!;
}
const noted = (shared: boolean): Event => ({ type: "DeckNoted", deck: "d", pages: [1, 3], shared });
const shown: Event = { type: "PageShown", deck: "d", page: 1 };
const notes = (deck: DeckView, page: number, all: boolean) =>
  renderToStaticMarkup(<SpeakerNotes files={files} deck={deck} page={page} all={all} />);

describe("the speaker's notes", () => {
  it("are there for whose they are and, once shared, for all", () => {
    expect(notes(deckWith(shown), 1, true)).toBe("");
    expect(notes(deckWith(noted(false)), 1, false)).toBe("");
    expect(notes(deckWith(noted(false)), 1, true)).toContain("Not shared with students");
    expect(notes(deckWith(noted(true)), 1, false)).toContain("Shared with everybody");
  });

  it("stand open for those who lead and folded for others, unless somebody chose otherwise", () => {
    const deck = deckWith(noted(true));
    expect(notes(deck, 1, true)).toContain('aria-expanded="true"');
    expect(notes(deck, 1, false)).toContain('aria-expanded="false"');
    kept.set("amphi.speaker_notes", "open");
    expect(notes(deck, 1, false)).toContain('aria-expanded="true"');
    expect(notes(deck, 2, false)).toContain("No notes for this page.");
  });

  it("are shared by one switch, and saved by whoever may read them", () => {
    const doing = (deck: DeckView, mine: boolean, shares: boolean) =>
      renderToStaticMarkup(
        <Doing
          {...{ deck, mine, shares, files }}
          pages={[1]}
          slides={noSlides}
          board={() => expect.fail()}
          act={async () => ({ ok: true })}
          tell={() => undefined}
          managing={null}
        />,
      );
    expect(doing(deckWith(shown, noted(false)), true, true)).toMatch(
      /may read the speaker notes.*with notes \(PDF\)/,
    );
    expect(doing(deckWith(shown, noted(false)), false, true)).not.toContain("notes");
    const theirs = doing(deckWith(shown, noted(true)), false, false);
    expect(theirs).toContain("with notes (PDF)");
    expect(theirs).not.toContain("may read the speaker notes");
    expect(doing(deckWith(shown), true, true)).not.toContain("notes");
  });
});

describe("slides with notes", () => {
  const measured = (text: string, size: number) => text.length * size * 0.5;

  it("run each paragraph its own way, in lines that fit", () => {
    expect([runsRight("المدّ (tide)"), runsRight("1. Tide المدّ"), runsRight("— 12")]).toEqual([
      true,
      false,
      false,
    ]);
    const lines = linesOf(`${"tide ".repeat(40).trim()}\nالمدّ`, measured);
    expect(lines.map(({ rtl }) => rtl)).toEqual([false, false, false, true]);
    expect(lines.slice(0, 3).every(({ text }) => measured(text, 30) <= 1380)).toBe(true);
    expect(linesOf("", measured)).toEqual([]);
  });

  it("hand letters out as they stand, whichever way they run", () => {
    const turned = (text: string) => [...text].reverse().join("");
    expect(standing({ text: "High المد العالي tide", rtl: false })).toBe(
      `High ${turned("المد العالي")} tide`,
    );
    expect(standing({ text: "المد, neap tide 12: العالي", rtl: true })).toBe(
      `${turned("العالي")} :neap tide 12 ,${turned("المد")}`,
    );
  });

  it("go on over as many sheets as they need, and lose no line", () => {
    const lines = Array.from({ length: 120 }, (_, at) => ({ text: `${at}`, rtl: false }));
    const made = sheets(lines, 1000);
    expect(made.map((one) => one.length)).toEqual([26, 46, 46, 2]);
    expect(made.flat()).toEqual(lines);
    expect(sheets([], 1000)).toEqual([[]]);
  });
});
