// What an item looks like: lines and areas as SVG paths, and words; the canvas and the exported file draw the same.
import type { ItemDrawn } from "../../wire";
import type { ItemView } from "../view/board";
import { decode, decodePressure } from "./points";

export type Kind = ItemDrawn["kind"];
export type Colour = ItemDrawn["colour"];

/** On white paper, in both themes: each is at least 4.5:1 against it. */
export const INKS: Record<Colour, string> = {
  black: "#14181d",
  red: "#c62828",
  blue: "#1b5fd9",
  green: "#187a47",
  orange: "#a84f00",
  purple: "#7a3bb8",
};
/** The grounds of notes. */
export const PAPERS: Record<Colour, string> = {
  black: "#e9edf2",
  red: "#fde2e2",
  blue: "#dfeafc",
  green: "#def3e6",
  orange: "#fff0c2",
  purple: "#efe3fb",
};
export const NOTE_SIDE = 2000;
const NOTE_MARGIN = 140;
const LINE_HEIGHT = 1.3;
const SEE_THROUGH = 0.35;
export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
export interface Part {
  d: string;
  /** A line of this width, else an area. */
  width: number | null;
  colour: string;
  opacity: number;
  /** What was drawn later is broken, as everywhere. */
  broken: boolean;
}
export interface Words {
  lines: readonly string[];
  left: number;
  /** Of the first line's middle. */
  top: number;
  size: number;
  step: number;
  colour: string;
}
export interface Look {
  parts: readonly Part[];
  words: Words | null;
  box: Box;
}
/** How wide a text is in letters of a size; in the same unit as the size. */
export type Measure = (text: string, size: number) => number;

export type Drawn = Pick<
  ItemView,
  "kind" | "colour" | "width" | "points" | "pressure" | "text" | "late" | "dx" | "dy"
>;

export function look(item: Drawn, measure: Measure): Look {
  const points = decode(item.points);
  for (let index = 0; index < points.length; index += 2) {
    points[index]! += item.dx;
    points[index + 1]! += item.dy;
  }
  if (item.kind === "text" || item.kind === "note") return words(item, points, measure);
  const { kind, width } = item;
  const pressed = kind === "pen" && item.pressure !== "" && !item.late;
  const opacity = kind === "highlighter" ? SEE_THROUGH : 1;
  let made = "";
  const part: Part = {
    // Where an item is, is asked of all; what it looks like only of those in view.
    get d() {
      made ||= pressed ? brush(points, decodePressure(item.pressure), width) : SHAPES[kind](points, width);
      return made;
    },
    width: pressed ? null : width,
    colour: INKS[item.colour],
    opacity,
    broken: item.late,
  };
  return { parts: [part], words: null, box: around(points, kind === "arrow" ? width * 3 + 200 : width) };
}

export function around(points: readonly number[], width: number): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let index = 0; index < points.length; index += 2) {
    box.left = Math.min(box.left, points[index]!);
    box.right = Math.max(box.right, points[index]!);
    box.top = Math.min(box.top, points[index + 1]!);
    box.bottom = Math.max(box.bottom, points[index + 1]!);
  }
  const edge = width / 2 + 10;
  return { left: box.left - edge, top: box.top - edge, right: box.right + edge, bottom: box.bottom + edge };
}

/** Straight between two points, rounded through the middle of each stretch. */
function stroke(points: readonly number[]): string {
  const [x = 0, y = 0] = points;
  if (points.length < 4) return `M${x} ${y}l1 0`; // a dot: a line of no length is not drawn
  let d = `M${x} ${y}`;
  for (let index = 2; index < points.length - 2; index += 2) {
    const [cx, cy] = [points[index]!, points[index + 1]!];
    const [nx, ny] = [points[index + 2]!, points[index + 3]!];
    d += `Q${cx} ${cy} ${Math.round((cx + nx) / 2)} ${Math.round((cy + ny) / 2)}`;
  }
  return `${d}L${points[points.length - 2]} ${points[points.length - 1]}`;
}

function arrow([x = 0, y = 0, tx = 0, ty = 0]: readonly number[], width: number): string {
  const long = Math.min(Math.hypot(tx - x, ty - y) / 2, 140 + width * 3);
  const turn = Math.atan2(ty - y, tx - x);
  const wing = (side: number) =>
    `${Math.round(tx - long * Math.cos(turn + side))} ${Math.round(ty - long * Math.sin(turn + side))}`;
  return `M${x} ${y}L${tx} ${ty}M${wing(0.45)}L${tx} ${ty}L${wing(-0.45)}`;
}

function ellipse([x = 0, y = 0, tx = 0, ty = 0]: readonly number[]): string {
  const [rx, ry] = [Math.abs(tx - x) / 2, Math.abs(ty - y) / 2];
  const [left, middle] = [Math.min(x, tx), (y + ty) / 2];
  return `M${left} ${middle}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;
}

const SHAPES: Record<Exclude<Kind, "text" | "note">, (points: readonly number[], width: number) => string> = {
  pen: stroke,
  highlighter: stroke,
  line: ([x = 0, y = 0, tx = 0, ty = 0]) => `M${x} ${y}L${tx} ${ty}`,
  arrow,
  rectangle: ([x = 0, y = 0, tx = 0, ty = 0]) => `M${x} ${y}H${tx}V${ty}H${x}z`,
  ellipse,
};

/** The outline of a line that is wider where the pen was pressed harder. */
function brush(points: readonly number[], pressure: readonly number[], width: number): string {
  const radius = (index: number) => (width / 2) * (0.35 + 0.9 * (pressure[index] ?? 0.5));
  const count = points.length / 2;
  if (count < 2) return circle(points[0] ?? 0, points[1] ?? 0, radius(0));
  const [left, right]: [number[], number[]] = [[], []];
  for (let index = 0; index < count; index += 1) {
    const [before, after] = [Math.max(0, index - 1), Math.min(count - 1, index + 1)];
    const [dx, dy] = [
      points[2 * after]! - points[2 * before]!,
      points[2 * after + 1]! - points[2 * before + 1]!,
    ];
    const [x, y, r] = [points[2 * index]!, points[2 * index + 1]!, radius(index)];
    const far = Math.hypot(dx, dy) || 1;
    left.push(Math.round(x - (dy / far) * r), Math.round(y + (dx / far) * r));
    right.unshift(Math.round(x + (dy / far) * r), Math.round(y - (dx / far) * r));
  }
  const last = count - 1;
  const ends =
    circle(points[0]!, points[1]!, radius(0)) +
    circle(points[2 * last]!, points[2 * last + 1]!, radius(last));
  return `${stroke([...left, ...right])}z${ends}`;
}

// Turns like the outline does, so that where they overlap the area is filled.
const circle = (x: number, y: number, r: number): string => {
  const [round, twice] = [Math.round(r), 2 * Math.round(r)];
  return `M${x - round} ${y}a${round} ${round} 0 1 0 ${twice} 0a${round} ${round} 0 1 0 ${-twice} 0z`;
};

function words(item: Drawn, [left = 0, top = 0]: readonly number[], measure: Measure): Look {
  const note = item.kind === "note";
  const size = item.width;
  const wide = note ? NOTE_SIDE - 2 * NOTE_MARGIN : Number.POSITIVE_INFINITY;
  const lines = item.text.split("\n").flatMap((line) => wrap(line, wide, size, measure));
  const margin = note ? NOTE_MARGIN : 0;
  const step = size * LINE_HEIGHT;
  const tall = lines.length * step + 2 * margin;
  const broad = note ? NOTE_SIDE : Math.max(size, ...lines.map((line) => measure(line, size)));
  const box = {
    left,
    top,
    right: left + broad,
    bottom: top + (note ? Math.max(NOTE_SIDE * 0.6, tall) : tall),
  };
  const d = `M${box.left} ${box.top}H${box.right}V${box.bottom}H${box.left}z`;
  const ground: Part = { d, width: null, colour: PAPERS[item.colour], opacity: 1, broken: false };
  const edge: Part = { d, width: 25, colour: INKS[item.colour], opacity: 1, broken: true };
  const colour = note ? INKS.black : INKS[item.colour];
  const said = { lines, left: left + margin, top: top + margin + step / 2, size, step, colour };
  return { parts: [...(note ? [ground] : []), ...(item.late ? [edge] : [])], words: said, box };
}

/** Lines that fit; a word too long for a line is cut. */
export function wrap(text: string, wide: number, size: number, measure: Measure): string[] {
  if (measure(text, size) <= wide) return [text];
  const lines: string[] = [];
  let line = "";
  for (const piece of text.split(/(?<= )/).flatMap((word) => chop(word, wide, size, measure))) {
    if (line !== "" && measure((line + piece).trimEnd(), size) > wide) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

function chop(word: string, wide: number, size: number, measure: Measure): string[] {
  if (measure(word.trimEnd(), size) <= wide) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const letter of word) {
    if (piece !== "" && measure(piece + letter, size) > wide) {
      pieces.push(piece);
      piece = "";
    }
    piece += letter;
  }
  return [...pieces, piece];
}

export const apart = (a: Box, b: Box): boolean =>
  a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;

export const both = (a: Box | null, b: Box): Box =>
  a === null
    ? b
    : {
        left: Math.min(a.left, b.left),
        top: Math.min(a.top, b.top),
        right: Math.max(a.right, b.right),
        bottom: Math.max(a.bottom, b.bottom),
      };

/** Whether a pointer of a radius that goes from one spot to another stays outside of a box. */
export const holdsNothing = (
  box: Box,
  from: { x: number; y: number },
  to: { x: number; y: number },
  radius: number,
): boolean =>
  Math.max(from.x, to.x) + radius < box.left ||
  Math.min(from.x, to.x) - radius > box.right ||
  Math.max(from.y, to.y) + radius < box.top ||
  Math.min(from.y, to.y) - radius > box.bottom;

export const holdsBox = (outer: Box, inner: Box): boolean =>
  outer.left <= inner.left &&
  outer.top <= inner.top &&
  outer.right >= inner.right &&
  outer.bottom >= inner.bottom;
