// Everybody sees the presenter's page until they leaf by themselves; then their own, until they come back to it.
import { useEffect, useState } from "react";
import { type PageView, type SlidesView, samePage } from "../../core/view/slides";

export interface Leafing {
  /** The page that is looked at. */
  at: PageView | null;
  /** It is one's own, not the presenter's. */
  own: boolean;
  turn: (to: PageView) => void;
  back: () => void;
}

export function useLeafing({ shown, decks }: SlidesView): Leafing {
  const [own, setOwn] = useState<PageView | null>(null);
  const deck = shown?.deck;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other slides on the stage, or none, are for everybody
  useEffect(() => setOwn(null), [deck]);
  const together = samePage(own, shown);
  useEffect(() => {
    if (together) setOwn(null);
  }, [together]);
  const apart = shown && own && !together && decks.has(own.deck) ? own : null;
  return { at: apart ?? shown, own: apart !== null, turn: setOwn, back: () => setOwn(null) };
}
