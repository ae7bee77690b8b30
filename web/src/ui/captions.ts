// How large captions are drawn, kept for the next class; one attribute of the page that both rooms' styles read.
import { useState } from "react";
import { t } from "../texts";
import type { MenuEntry } from "./Menu";

const KEY = "amphi.captions.size";
export const CAPTION_SIZES = ["small", "medium", "large"] as const;
export type CaptionSize = (typeof CAPTION_SIZES)[number];

export const captionSize = (): CaptionSize =>
  CAPTION_SIZES.find((size) => size === localStorage.getItem(KEY)) ?? "medium";

export function setCaptionSize(size: CaptionSize): void {
  localStorage.setItem(KEY, size);
  document.documentElement.dataset.captions = size;
}

/** Called once, before the first page is drawn. */
export function restoreCaptionSize(): void {
  document.documentElement.dataset.captions = captionSize();
}

/** The choice as entries of a menu. */
export function useCaptionSizes(): MenuEntry[] {
  const [now, setNow] = useState(captionSize);
  return CAPTION_SIZES.map((size) => ({
    id: `captions-${size}`,
    label: t(`ui.captions_${size}`),
    chosen: size === now,
    run: () => {
      setCaptionSize(size);
      setNow(size);
    },
  }));
}
