// The pages of a deck side by side, small: one press goes to a page.
import { useEffect, useRef, useState } from "react";
import type { DeckFiles } from "../../core/decks";
import type { DeckView } from "../../core/view/slides";
import { t } from "../../texts";

interface Props {
  files: DeckFiles;
  deck: DeckView;
  pages: readonly number[];
  /** The page that is looked at. */
  at: number | null;
  open: (page: number) => void;
}

/** Fetched when it comes into sight, once. */
function Thumb({ files, deck, page, at, open }: Omit<Props, "pages"> & { page: number }) {
  const button = useRef<HTMLButtonElement>(null);
  const [url, setUrl] = useState<string | null>(null);
  const here = page === at;
  useEffect(() => {
    const watched = button.current;
    if (!watched) return;
    let there = true;
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        watch.disconnect();
        files.small(deck.deck, page).then(
          (found) => there && setUrl(found),
          () => undefined,
        );
      },
      { rootMargin: "300px" },
    );
    watch.observe(watched);
    return () => {
      there = false;
      watch.disconnect();
    };
  }, [files, deck.deck, page]);
  useEffect(() => {
    if (here) button.current?.scrollIntoView({ block: "nearest" });
  }, [here]);
  return (
    <li>
      <button
        type="button"
        ref={button}
        className="thumb"
        aria-current={here ? "page" : undefined}
        aria-label={t("slides.page", { page })}
        onClick={() => open(page)}
      >
        <span className="thumb-paper" style={{ aspectRatio: `${deck.width} / ${deck.height}` }}>
          {url && <img src={url} alt="" draggable={false} />}
        </span>
        <span className="nums">{page}</span>
      </button>
    </li>
  );
}

export function Thumbs({ pages, ...rest }: Props) {
  return (
    <ol className="thumbs" aria-label={t("slides.all_pages")}>
      {pages.map((page) => (
        <Thumb key={page} page={page} {...rest} />
      ))}
    </ol>
  );
}
