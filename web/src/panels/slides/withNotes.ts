// Slides with notes, to print and to keep: each page as drawn on, what its speaker wrote beneath, on sheets of A4.
import { FONT, wrap } from "../../core/board/outline";
import type { PicturePage } from "../../core/board/pdf";
import { runsRight, type Written } from "../../core/board/pdfWords";
import type { DeckFiles } from "../../core/decks";
import type { BoardView } from "../../core/view/board";
import type { DeckView } from "../../core/view/slides";
import { notesOf } from "../../core/view/speakerNotes";
import { measure } from "../board/pencil";
import { annotated, developed } from "./annotated";

/** Pixels of a sheet; its ratio is that of A4. */
const WIDE = 1600;
const HIGH = 2263;
const MARGIN = 110;
const GAP = 50;
const SIZE = 30;
const STEP = 44;
/** A page of a deck takes no more of its sheet's height, so that notes have room. */
const MOST = 0.55;
const INK = "#1a1d21";
const FAINT = "#5a6270";
const EDGE = "#c9ced6";

export interface Line {
  text: string;
  rtl: boolean;
}

/** The notes in lines that fit. */
export function linesOf(notes: string, measured = measure): Line[] {
  if (notes === "") return [];
  return notes.split("\n").flatMap((paragraph) => {
    const rtl = runsRight(paragraph);
    return wrap(paragraph, WIDE - 2 * MARGIN, SIZE, measured).map((text) => ({ text, rtl }));
  });
}

/** So many lines go beneath a page that ends at `bottom`. */
const roomBelow = (bottom: number): number => Math.max(0, Math.floor((HIGH - MARGIN - bottom) / STEP));

/** The lines of each sheet: the first has the page above them. */
export function sheets(lines: readonly Line[], bottom: number): Line[][] {
  const first = roomBelow(bottom);
  const whole = roomBelow(MARGIN);
  const rest = Array.from({ length: Math.ceil(Math.max(0, lines.length - first) / whole) }, (_, at) =>
    lines.slice(first + at * whole, first + (at + 1) * whole),
  );
  return [lines.slice(0, first), ...rest];
}

function blank(): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement("canvas");
  canvas.width = WIDE;
  canvas.height = HIGH;
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, WIDE, HIGH);
  pen.textBaseline = "middle";
  return [canvas, pen];
}

/** Writes the lines below `top`, and tells where they stand. */
function write(pen: CanvasRenderingContext2D, lines: readonly Line[], top: number): Written[] {
  pen.fillStyle = INK;
  pen.font = `${SIZE}px ${FONT}`;
  return lines.map(({ text, rtl }, row) => {
    const y = top + STEP * (row + 0.5);
    pen.direction = rtl ? "rtl" : "ltr";
    pen.textAlign = rtl ? "right" : "left";
    pen.fillText(text, rtl ? WIDE - MARGIN : MARGIN, y);
    const width = measure(text, SIZE);
    const x = rtl ? WIDE - MARGIN - width : MARGIN;
    return { text, rtl, x, y: y + SIZE * 0.35, size: SIZE, width };
  });
}

function foot(pen: CanvasRenderingContext2D, words: string): void {
  pen.fillStyle = FAINT;
  pen.font = `24px ${FONT}`;
  pen.direction = "ltr";
  pen.textAlign = "center";
  pen.fillText(words, WIDE / 2, HIGH - MARGIN / 2);
}

async function pageWithNotes(
  slide: HTMLCanvasElement,
  notes: string,
  number: string,
): Promise<PicturePage[]> {
  const scale = Math.min((WIDE - 2 * MARGIN) / slide.width, (HIGH * MOST) / slide.height);
  const [wide, high] = [slide.width * scale, slide.height * scale];
  const bottom = MARGIN + high + GAP;
  const made: PicturePage[] = [];
  for (const [index, lines] of sheets(linesOf(notes), bottom).entries()) {
    const [canvas, pen] = blank();
    if (index === 0) {
      pen.drawImage(slide, (WIDE - wide) / 2, MARGIN, wide, high);
      pen.strokeStyle = EDGE;
      pen.lineWidth = 2;
      pen.strokeRect((WIDE - wide) / 2, MARGIN, wide, high);
    }
    const written = write(pen, lines, index === 0 ? bottom : MARGIN);
    foot(pen, number);
    made.push({ ...(await developed(canvas)), written });
  }
  return made;
}

/** `heard` is told how many of the pages are done. */
export const withNotes = (
  files: DeckFiles,
  deck: DeckView,
  pages: readonly number[],
  board: BoardView,
  heard: (done: number) => void,
): Promise<Blob> =>
  annotated(files, deck, pages, board, heard, async (slide, page) =>
    pageWithNotes(slide, await notesOf(files, deck, page), `${page}`),
  );
