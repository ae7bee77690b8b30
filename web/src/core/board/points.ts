// Points as a short text and back: differences in tenths of a pixel, five bits a letter (docs/protocol.md, Drawing).
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Uint8Array(128);
for (let value = 0; value < DIGITS.length; value += 1) VALUES[DIGITS.charCodeAt(value)] = value;
/** The harder a pen is pressed the more, 0 to this. */
export const HARDEST = 63;

export interface Point {
  x: number;
  y: number;
  /** 0 to 1; null for a mouse or a finger, which do not tell. */
  pressure: number | null;
}

function digits(number: number): string {
  let rest = number < 0 ? -number * 2 + 1 : number * 2;
  let text = "";
  do {
    const low = rest % 32;
    rest = Math.floor(rest / 32);
    text += DIGITS[low + (rest > 0 ? 32 : 0)];
  } while (rest > 0);
  return text;
}

export function encode(points: readonly Pick<Point, "x" | "y">[]): string {
  let text = "";
  let [left, top] = [0, 0];
  for (const point of points) {
    const [x, y] = [Math.round(point.x), Math.round(point.y)];
    text += digits(x - left) + digits(y - top);
    [left, top] = [x, y];
  }
  return text;
}

/** x and y of one point after the other. */
export function decode(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let weight = 1;
  for (let place = 0; place < text.length; place += 1) {
    const digit = VALUES[text.charCodeAt(place)] ?? 0;
    value += (digit & 31) * weight;
    weight *= 32;
    if (digit >= 32) continue;
    const whole = Math.floor(value / 2);
    numbers.push((value % 2 === 1 ? -whole : whole) + (numbers[numbers.length - 2] ?? 0));
    value = 0;
    weight = 1;
  }
  return numbers;
}

/** One letter for each point, empty when the pen did not tell. */
export function encodePressure(points: readonly Point[]): string {
  if (points.some((point) => point.pressure === null)) return "";
  return points.map((point) => DIGITS[Math.round((point.pressure ?? 0) * HARDEST)] ?? "A").join("");
}

export const decodePressure = (text: string): number[] =>
  [...text].map((letter) => (VALUES[letter.charCodeAt(0)] ?? 0) / HARDEST);

/** The points without which the line would not stray farther than `most` (Ramer, Douglas and Peucker). */
export function thin(points: readonly Point[], most: number): Point[] {
  if (points.length < 3) return [...points];
  const kept = new Set([0, points.length - 1]);
  const open: [number, number][] = [[0, points.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    const [a, b] = [points[from]!, points[to]!];
    let [far, worst] = [-1, most];
    for (let index = from + 1; index < to; index += 1) {
      const away = distance(points[index]!, a, b);
      if (away > worst) [far, worst] = [index, away];
    }
    if (far < 0) continue;
    kept.add(far);
    open.push([from, far], [far, to]);
  }
  return points.filter((_, index) => kept.has(index));
}

type Flat = Pick<Point, "x" | "y">;

/** How far a point is from the stretch between two others. */
export function distance(point: Flat, a: Flat, b: Flat): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const long = dx * dx + dy * dy;
  const along = long === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / long;
  const near = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - a.x - near * dx, point.y - a.y - near * dy);
}
