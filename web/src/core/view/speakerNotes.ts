// What the speaker wrote beside the pages of a deck: for whose it is, and for all once it is shared.
import type { DeckFiles } from "../decks";
import type { DeckView } from "./slides";

/** Whether there are notes that one may read, on whatever page. */
export const hasNotes = (deck: Pick<DeckView, "noted" | "shared">, all: boolean): boolean =>
  deck.noted.length > 0 && (all || deck.shared);

/** The notes of a page: empty where it has none. Fetched each time, for they may be kept back again. */
export async function notesOf(
  files: DeckFiles,
  { deck, noted }: Pick<DeckView, "deck" | "noted">,
  page: number,
): Promise<string> {
  return noted.includes(page) ? (await files.page(deck, `${page}.notes.txt`)).text() : "";
}
