// How somebody likes to play a class: what is seen, what may be loaded, whether silence is left out. Kept on this device.
import { useCallback, useMemo, useState } from "react";
import { type Loaded, loadedOf, SPENDING, type Spending } from "../../core/playback/sizes";
import type { Layout } from "../../core/view/staging";

/** As it was in class, one of the class's layouts, slides and screens alone, sound alone, or the transcript alone. */
export const SEEN = ["class", "filmstrip", "stage", "gallery", "slides", "sound", "words"] as const;
export type Seen = (typeof SEEN)[number];

export interface Look {
  seen: Seen;
  spending: Spending;
  skips: boolean;
  /** Quiet classes are made louder, and loud ones quieter. */
  even: boolean;
}

const KEY = "amphi.player";
const LOADED: Partial<Record<Seen, Loaded>> = { slides: "screens", sound: "none", words: "none" };

const one = <T>(value: unknown, allowed: readonly T[], usual: T): T =>
  allowed.includes(value as T) ? (value as T) : usual;

/** Whoever asked their browser to save data is not made to ask again. */
const saves = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

/** What is kept, whatever an older version or a curious hand has left there. */
export function readLook(shelf: Pick<Storage, "getItem">): Look {
  let kept: Partial<Record<keyof Look, unknown>> = {};
  try {
    kept = JSON.parse(shelf.getItem(KEY) ?? "{}") ?? {};
  } catch {
    // Unreadable: as if nothing had been chosen.
  }
  return {
    seen: one(kept.seen, SEEN, "class"),
    spending: one(kept.spending, SPENDING, saves() ? "small" : "full"),
    skips: kept.skips === true,
    even: kept.even !== false,
  };
}

/** The layout of the stage; null as it was in class. */
export function layoutOf(seen: Seen): Layout | null {
  if (seen === "slides") return "stage";
  return seen === "class" || seen === "sound" || seen === "words" ? null : seen;
}

/** Which pictures are loaded for it. */
export const loadedBy = ({ seen, spending }: Look): Loaded => loadedOf(LOADED[seen] ?? "all", spending);

export function useLook() {
  const [look, setLook] = useState(() => readLook(localStorage));
  const change = useCallback((part: Partial<Look>) => {
    setLook((now) => {
      const next = { ...now, ...part };
      localStorage.setItem(KEY, JSON.stringify(next));
      return next;
    });
  }, []);
  const loaded = loadedBy(look);
  return useMemo(() => ({ ...look, loaded, layout: layoutOf(look.seen), change }), [look, loaded, change]);
}
export type UsedLook = ReturnType<typeof useLook>;
