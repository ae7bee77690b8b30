import { describe, expect, it } from "vitest";
import { pdf } from "../../src/core/board/pdf";
import { mayDownload } from "../../src/core/bringing";
import { heardDot } from "../../src/core/pointer";
import {
  type DeckView,
  decksFor,
  foldSlides,
  mayRead,
  nextPage,
  noSlides,
  type SlidesView,
} from "../../src/core/view/slides";
import type { Event } from "../../src/wire";

const entry = (event: Event) => ({ seq: 1, at: 0, wrote: 0, by: "p1", to: "everyone", event });
const told = (events: Event[], from: SlidesView = noSlides) =>
  events.reduce((slides, event) => foldSlides(slides, entry(event)), from);
const added = (deck: string): Event => ({
  type: "DeckAdded",
  deck,
  title: deck,
  pages: 4,
  width: 16,
  height: 9,
});
const shown = (deck: string, page: number): Event => ({ type: "PageShown", deck, page });
const deckOf = (slides: SlidesView, deck = "d"): DeckView => slides.decks.get(deck)!;

describe("the slides of a class", () => {
  it("remember the page of each deck", () => {
    const slides = told([added("d"), added("e"), shown("d", 3), shown("e", 1)]);
    expect([deckOf(slides).last, deckOf(slides, "e").last]).toEqual([3, 1]);
    expect(slides.shown).toEqual({ deck: "e", page: 1 });
    expect(deckOf(slides).by).toBe("p1");
  });

  it("are read by others once they were shown, and leafed through unless that is closed", () => {
    const before = told([added("d")]);
    expect([mayRead(deckOf(before), 1, false), mayRead(deckOf(before), 1, true)]).toEqual([false, true]);
    const open = told([shown("d", 2)], before);
    expect(nextPage(deckOf(open), 2, 1, false)).toBe(3);
    const closed = told([{ type: "DeckOffered", deck: "d", leafing: false, download: true }], open);
    expect(nextPage(deckOf(closed), 2, 1, false)).toBeNull();
    expect(nextPage(deckOf(told([shown("d", 4)], closed)), 2, 1, false)).toBe(4);
    expect([mayDownload(deckOf(open), false), mayDownload(deckOf(closed), false)]).toEqual([false, true]);
  });

  it("leave the list when they are removed, and stay where they were shown", () => {
    const slides = told([
      added("d"),
      added("e"),
      shown("d", 2),
      { type: "SlidesHidden" },
      { type: "DeckRemoved", deck: "d" },
    ]);
    expect(decksFor(slides).map((one) => one.deck)).toEqual(["e"]);
    expect([slides.last, deckOf(slides).pages]).toEqual([null, 4]);
    const noted = told([{ type: "DeckNoted", deck: "d", pages: [2], shared: true }], slides);
    const listed = (shares: boolean) => decksFor(noted, () => shares).map((one) => one.deck);
    expect([listed(true), listed(false)]).toEqual([["e", "d"], ["e"]]);
  });
});

describe("slides that those who lead know before", () => {
  it("stay whose they are, with all that was said of them, when everybody hears of them", () => {
    const slides = told([added("d"), { type: "DeckOffered", deck: "d", leafing: false, download: true }]);
    const later = foldSlides(slides, { ...entry(added("d")), by: "p2" });
    expect(deckOf(later)).toEqual({ ...deckOf(slides) });
  });
});

describe("a dot on the slides", () => {
  it("is seen on its page, and is gone from every other one", () => {
    const signal = { type: "pointer", surface: "deck:d:1", x: 5, y: 7 };
    expect(heardDot(signal, "deck:d:1")).toEqual({ x: 5, y: 7 });
    expect(heardDot(signal, "deck:d:2")).toBeNull();
    expect(heardDot({ ...signal, x: null, y: null }, "deck:d:1")).toBeNull();
    expect(heardDot({ type: "ink" }, "deck:d:1")).toBeUndefined();
  });
});

describe("a PDF of pictures", () => {
  it("has its objects where its table says", async () => {
    const picture = new Blob([new Uint8Array([255, 216, 255, 0, 200])]);
    const made = pdf(
      "Мост & bridge",
      [picture, picture].map((one) => ({ picture: one, width: 1600, height: 900 })),
    );
    const bytes = new Uint8Array(await made.arrayBuffer());
    const text = new TextDecoder("latin1").decode(bytes);
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    const rows = text.slice(start).match(/\d{10} 00000 n/g) ?? [];
    expect(rows).toHaveLength(9);
    for (const [index, row] of rows.entries())
      expect(text.slice(Number(row.slice(0, 10)))).toMatch(new RegExp(`^${index + 1} 0 obj`));
    expect(text).toContain("/Title <FEFF041c");
    expect(text).toContain("/MediaBox [0 0 720.00 405.00]");
  });

  it("says which words stand on it, in every script, to whoever looks for them or listens", async () => {
    const picture = new Blob([new Uint8Array([255, 216])]);
    const line = (text: string) => ({ text, x: 100, y: 200, size: 30, width: 400, rtl: false });
    const many = Array.from({ length: 300 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join("");
    const written = [line("Moon 🌕"), line(many), line("")];
    const size = { width: 1600, height: 900 };
    const made = pdf("Tides", [
      { picture, ...size, written },
      { picture, ...size },
    ]);
    const text = new TextDecoder("latin1").decode(await made.arrayBuffer());
    expect(text.match(/\/Subtype \/Type3/g)).toHaveLength(2); // 306 letters, 255 a font
    expect(text).toContain("<05> <d83cdf15>");
    expect(text).toContain("/T0 13.50 Tf <010202030405> Tj"); // M, o, o, n, a space, the moon
  });
});
