// Draws items with a canvas's pen; what they look like is said in core/board/outline.
import { type Camera, toScreen } from "../../core/board/camera";
import { FONT, type Look, type Measure } from "../../core/board/outline";

const paths = new WeakMap<Look, Path2D[]>();
let measuring: CanvasRenderingContext2D | null = null;
const SIZE = 100;
const LONGEST_NAME = 24;

/** How wide the letters of this machine are. */
export const measure: Measure = (text, size) => {
  measuring ??= document.createElement("canvas").getContext("2d");
  if (!measuring) return text.length * size * 0.55;
  measuring.font = `${SIZE}px ${FONT}`;
  return (measuring.measureText(text).width * size) / SIZE;
};

function pathsOf(look: Look): Path2D[] {
  const known = paths.get(look);
  if (known) return known;
  const made = look.parts.map((part) => new Path2D(part.d));
  paths.set(look, made);
  return made;
}

/** From here on the pen draws in the units of the surface. */
export function aim(pen: CanvasRenderingContext2D, { left, top, scale }: Camera, ratio: number): void {
  const s = scale * ratio;
  pen.setTransform(s, 0, 0, s, -left * s, -top * s);
  pen.lineCap = "round";
  pen.lineJoin = "round";
}

/** `scale`: a line is never thinner than a pixel. */
export function draw(pen: CanvasRenderingContext2D, look: Look, scale: number): void {
  const made = pathsOf(look);
  for (const [index, part] of look.parts.entries()) {
    pen.globalAlpha = part.opacity;
    if (part.width === null) {
      pen.fillStyle = part.colour;
      pen.fill(made[index]!);
      continue;
    }
    const width = Math.max(part.width, 1 / scale);
    pen.strokeStyle = part.colour;
    pen.lineWidth = width;
    pen.setLineDash(part.broken ? [width * 1.5, width * 2.2] : []);
    pen.stroke(made[index]!);
  }
  pen.globalAlpha = 1;
  const { words } = look;
  if (!words || words.size * scale < 2) return; // too small to be read
  pen.fillStyle = words.colour;
  pen.font = `${words.size}px ${FONT}`;
  pen.textBaseline = "middle";
  for (const [row, line] of words.lines.entries())
    pen.fillText(line, words.left, words.top + row * words.step);
}

/** A name beside the point of somebody's pen, in pixels of the screen. */
export function label(
  pen: CanvasRenderingContext2D,
  camera: Camera,
  spot: { x: number; y: number },
  whole: string,
  colour: string,
): void {
  const name = whole.length > LONGEST_NAME ? `${whole.slice(0, LONGEST_NAME - 1)}…` : whole;
  const { x, y } = toScreen(camera, spot);
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + 4, y + 13);
  pen.lineTo(x + 12, y + 6);
  pen.closePath();
  pen.fill();
  pen.font = `600 12px ${FONT}`;
  pen.textBaseline = "middle";
  const wide = pen.measureText(name).width + 12;
  pen.beginPath();
  pen.roundRect(x + 10, y + 12, wide, 20, 6);
  pen.fill();
  pen.fillStyle = "#fff";
  pen.fillText(name, x + 16, y + 22.5);
}
