// How large captions are drawn and on which side of the picture, kept for the next class; styles read it from the page.
import { useState } from "react";
import { t } from "../texts";
import type { MenuGroup } from "./Menu";

const CHOICES = { size: ["medium", "small", "large"], place: ["below", "above"] } as const;
const ORDER = { size: ["small", "medium", "large"], place: CHOICES.place } as const;
type What = keyof typeof CHOICES;
type Chosen<W extends What> = (typeof CHOICES)[W][number];
const WHATS: readonly What[] = ["size", "place"];

const keyOf = (what: What): string => `amphi.captions.${what}`;

/** The first of each list is what nobody has chosen yet. */
export function captionChoice<W extends What>(what: W): Chosen<W> {
  const kept = localStorage.getItem(keyOf(what));
  const known: readonly Chosen<W>[] = CHOICES[what];
  return known.find((one) => one === kept) ?? (known[0] as Chosen<W>);
}

function show(what: What): void {
  document.documentElement.dataset[what === "size" ? "captions" : "captionPlace"] = captionChoice(what);
}

/** Called once, before the first page is drawn. */
export function restoreCaptions(): void {
  for (const what of WHATS) show(what);
}

/** The choices as groups of a menu. */
export function useCaptionGroups(): MenuGroup[] {
  const [, drawAnew] = useState(0);
  const group = <W extends What>(what: W): MenuGroup => ({
    title: t(`ui.captions_${what}`),
    short: true,
    entries: ORDER[what].map((one) => ({
      id: `captions-${one}`,
      label: t(`ui.captions_${one}`),
      chosen: one === captionChoice(what),
      run: () => {
        localStorage.setItem(keyOf(what), one);
        show(what);
        drawAnew((times) => times + 1);
      },
    })),
  });
  return [group("size"), group("place")];
}
