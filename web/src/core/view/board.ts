// The board: what is on the stage in each place, and everything drawn on each surface.
import type { Entry, Event, ItemDrawn } from "../../wire";
import { Pile } from "../board/pile";

export interface ItemView extends Omit<ItemDrawn, "type"> {
  by: string | null;
  at: number;
  /** How far it was moved since it was drawn. */
  dx: number;
  dy: number;
  erased: boolean;
}
export type Items = Pile<ItemView>;
export interface PlaceBoard {
  /** In the order in which they were first shown. */
  sheets: readonly string[];
  shown: string | null;
  /** Class ms at which it came onto the stage. */
  since: number;
}
export interface BoardView {
  /** By place: "everyone", or "group:ID". */
  places: ReadonlyMap<string, PlaceBoard>;
  surfaces: ReadonlyMap<string, Items>;
}

export const noBoard: BoardView = { places: new Map(), surfaces: new Map() };
export const nothingDrawn: Items = Pile.empty();
const noPlace: PlaceBoard = { sheets: [], shown: null, since: 0 };

export const boardOf = (board: BoardView, place: string): PlaceBoard => board.places.get(place) ?? noPlace;
export const drawnOn = (board: BoardView, surface: string): Items =>
  board.surfaces.get(surface) ?? nothingDrawn;

/** Whether the board is what the stage shows: it came after the screen that is shared. */
export const boardOver = (board: PlaceBoard, screen: { at: number } | null): boolean =>
  board.shown !== null && (screen === null || board.since > screen.at);

/** The one judgement of who may draw in a place, as the server judges it: `draws` is the right of that name. */
export const mayDraw = (draws: boolean, place: string): boolean => draws || place !== "everyone";

/** Two that cannot be told from each other by looking. */
export const looksAlike = (a: ItemView, b: ItemView): boolean =>
  a === b ||
  (a.item === b.item &&
    a.erased === b.erased &&
    a.dx === b.dx &&
    a.dy === b.dy &&
    a.text === b.text &&
    a.late === b.late);

function put(board: BoardView, place: string, change: Partial<PlaceBoard>): BoardView {
  return { ...board, places: new Map(board.places).set(place, { ...boardOf(board, place), ...change }) };
}

function show(board: BoardView, place: string, sheet: string, at: number): BoardView {
  const { sheets, shown, since } = boardOf(board, place);
  return put(board, place, {
    sheets: sheets.includes(sheet) ? sheets : [...sheets, sheet],
    shown: sheet,
    since: shown === null ? at : since,
  });
}

function each(items: Items, names: readonly string[], how: (one: ItemView) => ItemView): Items {
  let found = items;
  for (const name of names) {
    const place = found.find(name);
    const one = found.at(place);
    if (one) found = found.with(place, how(one));
  }
  return found;
}

/** What is on a surface after one more event; events of other surfaces change nothing. */
export function foldItems(items: Items, event: Event, by: string | null, at: number): Items {
  switch (event.type) {
    case "ItemDrawn": {
      const { type: _, ...drawn } = event;
      return items.push({ ...drawn, by, at, dx: 0, dy: 0, erased: false });
    }
    case "ItemsMoved":
      return each(items, event.items, (one) => ({ ...one, dx: one.dx + event.x, dy: one.dy + event.y }));
    case "ItemRewritten":
      return each(items, [event.item], (one) => ({ ...one, text: event.text }));
    case "ItemsErased":
      return each(items, event.items, (one) => ({ ...one, erased: true }));
    case "ItemsRestored":
      return each(items, event.items, (one) => ({ ...one, erased: false }));
    case "SurfaceCleared": {
      const live = [...items].filter((one) => !one.late && !one.erased).map((one) => one.item);
      return each(items, live, (one) => ({ ...one, erased: true }));
    }
    default:
      return items;
  }
}

export function foldBoard(board: BoardView, { at, by, to, event }: Entry): BoardView {
  switch (event.type) {
    case "BoardShown":
      return show(board, to, event.sheet, at);
    case "BoardHidden":
      return put(board, to, { shown: null });
    case "ItemDrawn":
    case "ItemsMoved":
    case "ItemRewritten":
    case "ItemsErased":
    case "ItemsRestored":
    case "SurfaceCleared": {
      const items = foldItems(drawnOn(board, event.surface), event, by, at);
      return { ...board, surfaces: new Map(board.surfaces).set(event.surface, items) };
    }
    default:
      return board;
  }
}
