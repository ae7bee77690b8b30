// A deck saved as a PDF with what was drawn on each of its pages, painted with the board's own pencil.
import { PAGE } from "../../core/board/camera";
import { look } from "../../core/board/outline";
import { type PicturePage, pdf } from "../../core/board/pdf";
import type { DeckFiles } from "../../core/decks";
import { type BoardView, drawnOn } from "../../core/view/board";
import type { DeckView } from "../../core/view/slides";
import { aim, draw, measure } from "../board/pencil";

const QUALITY = 0.9;

/** A page with what was drawn on it. */
async function painted(
  files: DeckFiles,
  deck: DeckView,
  page: number,
  board: BoardView,
): Promise<HTMLCanvasElement> {
  const { width, height } = deck;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, width, height);
  const picture = new Image();
  picture.src = await files.whole(deck.deck, page);
  await picture.decode();
  pen.drawImage(picture, 0, 0, width, height);
  const scale = width / PAGE;
  aim(pen, { left: 0, top: 0, scale }, 1);
  for (const item of drawnOn(board, `deck:${deck.deck}:${page}`))
    if (!item.erased) draw(pen, look(item, measure), scale);
  return canvas;
}

export async function developed(canvas: HTMLCanvasElement): Promise<PicturePage> {
  const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!picture) throw new Error("The browser could not paint the page");
  return { picture, width: canvas.width, height: canvas.height };
}

/** `heard` is told how many of the pages are done; `sheets` makes what is printed of a painted page. */
export async function annotated(
  files: DeckFiles,
  deck: DeckView,
  pages: readonly number[],
  board: BoardView,
  heard: (done: number) => void,
  sheets: (slide: HTMLCanvasElement, page: number) => Promise<PicturePage[]> = async (slide) => [
    await developed(slide),
  ],
): Promise<Blob> {
  const made: PicturePage[] = [];
  for (const [done, page] of pages.entries()) {
    made.push(...(await sheets(await painted(files, deck, page, board), page)));
    heard(done + 1);
  }
  return pdf(deck.title, made);
}
