// Slide pages as pictures: fetched once, kept while the page is open, the next one ahead of time.
import { createContext, useContext, useEffect, useState } from "react";
import { api } from "../../core/api";

export class SlidePictures {
  private readonly made = new Map<string, Promise<string>>();

  constructor(
    private readonly classId: string,
    private readonly token: string | undefined,
  ) {}

  /** Object URL of a page. */
  url(deck: string, page: number): Promise<string> {
    const key = `${deck}/${page}`;
    const known = this.made.get(key);
    if (known) return known;
    const made = api.page(this.classId, deck, page, this.token);
    this.made.set(key, made);
    made.catch(() => this.made.delete(key));
    return made;
  }

  close(): void {
    for (const made of this.made.values()) made.then(URL.revokeObjectURL, () => undefined);
    this.made.clear();
  }
}

export const Slides = createContext<SlidePictures | null>(null);

/** The picture of a page; the one before it stays until it is there. */
export function useSlide(slide: { deck: string; page: number } | null, pages = 0): string | null {
  const pictures = useContext(Slides);
  const [url, setUrl] = useState<string | null>(null);
  const deck = slide?.deck;
  const page = slide?.page;
  useEffect(() => {
    let here = true;
    if (!pictures || deck === undefined || page === undefined) {
      setUrl(null);
      return;
    }
    pictures.url(deck, page).then(
      (found) => {
        if (here) setUrl(found);
        if (page < pages) void pictures.url(deck, page + 1).catch(() => undefined);
      },
      () => here && setUrl(null),
    );
    return () => {
      here = false;
    };
  }, [pictures, deck, page, pages]);
  return url;
}
