// Notes on the board of the class, as they can be handed in.
import { type BoardView, boardOf, type ItemView } from "../../core/view/board";

/** The surfaces that everybody sees: sheets of the main room, and pages of slides. */
function* common(board: BoardView): Iterable<ItemView> {
  const sheets = new Set(boardOf(board, "everyone").sheets.map((sheet) => `sheet:${sheet}`));
  for (const [surface, items] of board.surfaces) {
    if (!sheets.has(surface) && !surface.startsWith("deck:")) continue;
    for (const item of items) if (!item.erased && (item.kind === "note" || item.kind === "text")) yield item;
  }
}

/** What a person wrote on it and still stands. */
export const notesOf = (board: BoardView, person: string): ItemView[] =>
  [...common(board)].filter((one) => one.by === person);

export const noteOf = (board: BoardView, item: string): ItemView | null =>
  [...common(board)].find((one) => one.item === item) ?? null;
