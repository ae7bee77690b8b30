// The tools of the board, and what each person last chose.
import type { Colour } from "../../core/board/outline";

export type Tool =
  | "select"
  | "pen"
  | "highlighter"
  | "eraser"
  | "line"
  | "arrow"
  | "rectangle"
  | "ellipse"
  | "text"
  | "note";
export type Thickness = "thin" | "medium" | "thick";

export interface Choice {
  tool: Tool;
  colour: Colour;
  thickness: Thickness;
}

export const SHAPES = ["line", "arrow", "rectangle", "ellipse"] as const;
export const COLOURS: readonly Colour[] = ["black", "red", "blue", "green", "orange", "purple"];
export const THICKNESSES: readonly Thickness[] = ["thin", "medium", "thick"];

const LINE: Record<Thickness, number> = { thin: 30, medium: 60, thick: 120 };
const LETTERS: Record<Thickness, number> = { thin: 240, medium: 360, thick: 560 };
const NOTE: Record<Thickness, number> = { thin: 170, medium: 220, thick: 300 };

/** In tenths of a pixel. */
export function widthOf({ tool, thickness }: Choice): number {
  if (tool === "text") return LETTERS[thickness];
  if (tool === "note") return NOTE[thickness];
  return LINE[thickness] * (tool === "highlighter" ? 4 : 1);
}

export const ERASER = 12;
export const FIRST: Choice = { tool: "pen", colour: "black", thickness: "medium" };
