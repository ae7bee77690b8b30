// The decks of the class and the page on the stage.
import type { Entry } from "../../wire";
import type { SlidesView } from "./types";

export const noSlides: SlidesView = { decks: new Map(), shown: null, last: null };

export function foldSlides(slides: SlidesView, { event }: Entry): SlidesView {
  switch (event.type) {
    case "DeckAdded": {
      const { deck, title, pages, width, height } = event;
      return { ...slides, decks: new Map(slides.decks).set(deck, { deck, title, pages, width, height }) };
    }
    case "PageShown": {
      const shown = { deck: event.deck, page: event.page };
      return { ...slides, shown, last: shown };
    }
    case "SlidesHidden":
      return { ...slides, shown: null };
    default:
      return slides;
  }
}
