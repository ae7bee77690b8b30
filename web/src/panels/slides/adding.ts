// Slides on their way into the class: how far they are, and what went wrong; goes on while the dialog is closed.
import { useCallback, useRef, useState } from "react";
import { ApiError } from "../../core/api";
import type { Coming, DeckFiles } from "../../core/decks";
import { t } from "../../texts";

/** What the server takes, by name and by kind; it judges by the content. */
export const TAKEN =
  ".pdf,.pptx,.ppt,.docx,.doc,.odp,.odt,application/pdf,image/png,image/jpeg,image/webp,image/gif";

/** What not everybody needs who sees slides: named once in the room, for each place that names it weighs. */
export const dialog = () => import("./DecksDialog");

export interface Added {
  key: number;
  name: string;
  coming: Coming;
  trouble: string;
}

export interface Adding {
  all: readonly Added[];
  add: (file: File) => Promise<void>;
  forget: (key: number) => void;
}

/** "Sending, 40 %", as it stands beside the name. */
export function comingWords(coming: Coming): string {
  if (coming.step === "sending") return t("slides.sending", { percent: Math.round(coming.part * 100) });
  if (coming.step === "making") return t("slides.making");
  return t("slides.page_of", { page: coming.ready, count: coming.pages });
}

export function useAdding(files: DeckFiles, added: (deck: string, name: string) => void): Adding {
  const [all, setAll] = useState<readonly Added[]>([]);
  const count = useRef(0);
  const told = useRef(added);
  told.current = added;
  const forget = useCallback((key: number) => setAll((now) => now.filter((one) => one.key !== key)), []);
  const add = useCallback(
    async (file: File) => {
      count.current += 1;
      const key = count.current;
      const change = (part: Partial<Added>) =>
        setAll((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one)));
      const heard = (coming: Coming) => change({ coming });
      const first: Coming = { step: "sending", part: 0 };
      setAll((now) => [...now, { key, name: file.name, coming: first, trouble: "" }]);
      try {
        const { bring, allDrawn } = await dialog(); // it is open, or comes at once
        const deck = await bring(files, file, heard);
        told.current(deck, file.name);
        await allDrawn(files, deck, heard);
        forget(key);
      } catch (cause) {
        change({
          trouble: cause instanceof ApiError ? `${cause.message} ${cause.next}` : t("slides.not_added"),
        });
      }
    },
    [files, forget],
  );
  return { all, add, forget };
}
