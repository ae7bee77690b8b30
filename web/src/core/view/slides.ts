// The decks of the class, the page on the stage, and which pages somebody may see.
import type { Entry } from "../../wire";

export interface DeckView {
  deck: string;
  title: string;
  pages: number;
  width: number;
  height: number;
  by: string | null;
  /** Others may leaf through all of it once it was shown; else they see what was shown. */
  leafing: boolean;
  /** Others may have the file. */
  download: boolean;
  /** The pages with speaker notes, as far as one knows, and whether everybody may read them. */
  noted: readonly number[];
  shared: boolean;
  removed: boolean;
  /** The pages that were shown, and the last of them; 0 before. */
  seen: ReadonlySet<number>;
  last: number;
}
export interface PageView {
  deck: string;
  page: number;
}
export interface SlidesView {
  decks: ReadonlyMap<string, DeckView>;
  shown: PageView | null;
  /** The last page shown, kept while the slides are hidden. */
  last: PageView | null;
}

export const noSlides: SlidesView = { decks: new Map(), shown: null, last: null };

function put(slides: SlidesView, deck: string, change: Partial<DeckView>): SlidesView {
  const found = slides.decks.get(deck);
  if (!found) return slides;
  return { ...slides, decks: new Map(slides.decks).set(deck, { ...found, ...change }) };
}

export function foldSlides(slides: SlidesView, { event, by }: Entry): SlidesView {
  switch (event.type) {
    case "DeckAdded": {
      const { type: _, ...about } = event;
      const may = { leafing: true, download: false, noted: [], shared: false };
      const fresh = { ...may, removed: false, seen: new Set<number>(), last: 0 };
      // Those who lead hear of it when it is added, and once more when everybody does.
      const before = slides.decks.get(event.deck);
      const found = { ...fresh, by, ...before, ...about };
      return { ...slides, decks: new Map(slides.decks).set(event.deck, found) };
    }
    case "DeckOffered":
      return put(slides, event.deck, { leafing: event.leafing, download: event.download });
    case "DeckNoted":
      return put(slides, event.deck, { noted: event.pages, shared: event.shared });
    case "DeckRemoved": {
      const last = slides.last?.deck === event.deck ? null : slides.last;
      return { ...put(slides, event.deck, { removed: true }), last };
    }
    case "PageShown": {
      const shown = { deck: event.deck, page: event.page };
      const seen = new Set(slides.decks.get(event.deck)?.seen).add(event.page);
      return { ...put(slides, event.deck, { seen, last: event.page }), shown, last: shown };
    }
    case "SlidesHidden":
      return { ...slides, shown: null };
    default:
      return slides;
  }
}

/** As the server judges it: `all` for those who lead and its owner; others see what was shown, and the rest if they may leaf. */
export const mayRead = (deck: DeckView, page: number, all: boolean): boolean =>
  all || deck.seen.has(page) || (deck.seen.size > 0 && deck.leafing);

/** Playback shows its pages, and the notes beside them, although it was removed. */
const keepsNotes = (one: DeckView) => one.removed && one.seen.size > 0 && one.noted.length > 0;

/** The decks that somebody can open, the one added last first; behind them those that were removed and whose notes they still
 * share and take back. */
export function decksFor(
  { decks }: SlidesView,
  shares: (deck: DeckView) => boolean = () => false,
): DeckView[] {
  const all = [...decks.values()].reverse();
  return [...all.filter((one) => !one.removed), ...all.filter((one) => keepsNotes(one) && shares(one))];
}

/** The next page in a direction that one may see; null at the end. */
export function nextPage(deck: DeckView, from: number, step: 1 | -1, all: boolean): number | null {
  for (let page = from + step; page >= 1 && page <= deck.pages; page += step)
    if (mayRead(deck, page, all)) return page;
  return null;
}

export const samePage = (a: PageView | null, b: PageView | null): boolean =>
  a?.deck === b?.deck && a?.page === b?.page;
