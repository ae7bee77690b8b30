// A page of a deck, fetched once with the person's token; the next page is fetched ahead.
import { useEffect, useState } from "react";
import { api } from "../../core/api";
import { Skeleton } from "../../ui/Skeleton";
import { useRoom } from "./context";

const kept = new WeakMap<object, Map<string, Promise<string>>>();

function fetched(
  owner: { entry: { classId: string; token: string } },
  deck: string,
  page: number,
): Promise<string> {
  const pages = kept.get(owner) ?? new Map<string, Promise<string>>();
  kept.set(owner, pages);
  const key = `${deck}/${page}`;
  const found = pages.get(key);
  if (found) return found;
  const made = api.page(owner.entry.classId, deck, page, owner.entry.token);
  pages.set(key, made);
  made.catch(() => pages.delete(key));
  return made;
}

export function Slide({ deck, page }: { deck: string; page: number }) {
  const { session, view } = useRoom();
  const about = view.slides.decks.get(deck);
  const [shown, setShown] = useState<{ url: string; page: number } | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let here = true;
    setFailed(false);
    fetched(session, deck, page)
      .then((url) => here && setShown({ url, page }))
      .catch(() => here && setFailed(true));
    if (about && page < about.pages) fetched(session, deck, page + 1).catch(() => undefined);
    return () => {
      here = false;
    };
  }, [session, deck, page, about]);
  if (failed)
    return <p className="stage-empty">This page could not be fetched. It comes with the next turn.</p>;
  if (!shown) return <Skeleton lines={4} label="The page is on its way" />;
  const of = about ? ` of ${about.pages}, ${about.title}` : "";
  return (
    <img
      className="slide"
      src={shown.url}
      alt={`Slide ${shown.page}${of}`}
      width={about?.width}
      height={about?.height}
    />
  );
}
