// A page of the slides as a picture, its words for whoever does not see it, and the dot of whoever points at it.
import { type PointerEvent, useEffect, useState } from "react";
import { PAGE } from "../../core/board/camera";
import type { DeckFiles } from "../../core/decks";
import { type Dot, DotTold, heardDot } from "../../core/pointer";
import { type DeckView, mayRead } from "../../core/view/slides";
import { t } from "../../texts";
import { Skeleton } from "../../ui/Skeleton";
import "./slides.css";

const SEEN_MS = 4000;

/** What the live class adds: signals of others, and one's own. */
export interface PointerWire {
  tell: (signal: Record<string, unknown>) => void;
  listen: (heard: (signal: Record<string, unknown>) => void) => () => void;
  people: () => number;
}

interface Props {
  files: DeckFiles;
  about: DeckView;
  page: number;
  /** Sees all pages of it, whatever was shown. */
  all: boolean;
  wire?: PointerWire | null;
  pointing?: boolean;
}

function useFetched(files: DeckFiles, { deck, pages }: DeckView, page: number, ahead: boolean) {
  const [shown, setShown] = useState<{ url: string; page: number } | null>(null);
  const [words, setWords] = useState("");
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let here = true;
    setFailed(false);
    setWords("");
    files
      .whole(deck, page)
      .then((url) => here && setShown({ url, page }))
      .catch(() => here && setFailed(true));
    files
      .words(deck, page)
      .then((text) => here && setWords(text))
      .catch(() => undefined);
    if (ahead && page < pages) files.whole(deck, page + 1).catch(() => undefined);
    return () => {
      here = false;
    };
  }, [files, deck, pages, page, ahead]);
  return { shown, words, failed };
}

/** The dot of somebody else on this page. */
function useOthersDot(wire: PointerWire | null | undefined, surface: string): Dot | null {
  const [dot, setDot] = useState<Dot | null>(null);
  useEffect(() => {
    setDot(null);
    if (!wire) return;
    let timer: ReturnType<typeof setTimeout>;
    const deaf = wire.listen((signal) => {
      const found = heardDot(signal, surface);
      if (found === undefined) return;
      setDot(found);
      clearTimeout(timer);
      timer = setTimeout(() => setDot(null), SEEN_MS);
    });
    return () => {
      clearTimeout(timer);
      deaf();
    };
  }, [wire, surface]);
  return dot;
}

/** One's own dot while one points: where it is, and what the page does with the pointer. */
function useOwnDot(wire: PointerWire | null | undefined, surface: string, pointing: boolean) {
  const [dot, setDot] = useState<Dot | null>(null);
  const [told, setTold] = useState<DotTold | null>(null);
  useEffect(() => {
    if (!wire || !pointing) return;
    const made = new DotTold(surface, wire.tell, wire.people);
    setTold(made);
    return () => {
      made.gone();
      setTold(null);
      setDot(null);
    };
  }, [wire, surface, pointing]);
  if (!told) return { dot: null, handlers: {} };
  const move = (event: PointerEvent<HTMLElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const scale = PAGE / Math.max(1, width);
    const x = Math.min(PAGE, Math.max(0, (event.clientX - left) * scale));
    const y = Math.min(height * scale, Math.max(0, (event.clientY - top) * scale));
    setDot({ x, y });
    told.at({ x, y });
  };
  const leave = () => {
    setDot(null);
    told.gone();
  };
  return { dot, handlers: { onPointerMove: move, onPointerDown: move, onPointerLeave: leave } };
}

export function Slide({ files, about, page, all, wire, pointing = false }: Props) {
  const { shown, words, failed } = useFetched(files, about, page, mayRead(about, page + 1, all));
  const surface = `deck:${about.deck}:${page}`;
  const others = useOthersDot(wire, surface);
  const own = useOwnDot(wire, surface, pointing);
  if (failed) return <p className="stage-empty">{t("slides.page_failed")}</p>;
  if (!shown) return <Skeleton lines={4} label={t("slides.page_coming")} />;
  const dot = own.dot ?? others;
  const high = (PAGE * about.height) / about.width;
  return (
    <div className="slide-frame" style={{ "--ratio": about.width / about.height } as React.CSSProperties}>
      <div className="slide-box" data-pointing={pointing || undefined} {...own.handlers}>
        <img
          className="slide"
          src={shown.url}
          alt={t("slides.slide_of", { page: shown.page, count: about.pages, title: about.title })}
          width={about.width}
          height={about.height}
          draggable={false}
        />
        {dot && (
          <span
            className="slide-dot"
            data-own={own.dot ? "" : undefined}
            style={{ left: `${(100 * dot.x) / PAGE}%`, top: `${(100 * dot.y) / high}%` }}
          />
        )}
      </div>
      {words && (
        <section className="vh" aria-label={t("slides.words")}>
          {words.split("\n").map((line, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one page never change
            <p key={row}>{line}</p>
          ))}
        </section>
      )}
    </div>
  );
}
