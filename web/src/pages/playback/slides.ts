// The slides of the class that plays: fetched once, kept while the page is open, the next page ahead of time.
import { createContext, useContext, useEffect, useState } from "react";
import type { DeckFiles } from "../../core/decks";
import type { PageView } from "../../core/view/slides";

export const Slides = createContext<DeckFiles | null>(null);

/** The small picture of a page; the one before it stays until it is there. */
export function useSmallSlide(slide: PageView | null): string | null {
  const files = useContext(Slides);
  const [url, setUrl] = useState<string | null>(null);
  const deck = slide?.deck;
  const page = slide?.page;
  useEffect(() => {
    let here = true;
    if (!files || deck === undefined || page === undefined) {
      setUrl(null);
      return;
    }
    files.small(deck, page).then(
      (found) => here && setUrl(found),
      () => here && setUrl(null),
    );
    return () => {
      here = false;
    };
  }, [files, deck, page]);
  return url;
}
