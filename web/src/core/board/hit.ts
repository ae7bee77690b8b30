// What is under a pointer, or inside a frame.
import type { ItemView } from "../view/board";
import type { Spot } from "./camera";
import { type Box, holdsNothing, type Look } from "./outline";
import { decode, distance } from "./points";

/** Whether an item is met by a pointer of a radius that goes from one spot to another. */
export function touched(item: ItemView, { box }: Look, from: Spot, to: Spot, radius: number): boolean {
  const reach = radius + item.width / 2;
  if (holdsNothing(box, from, to, radius)) return false;
  if (item.kind === "text" || item.kind === "note") return true;
  const line = outlineOf(item);
  for (let index = 0; index < Math.max(1, line.length - 1); index += 1) {
    const [a, b] = [line[index]!, line[Math.min(index + 1, line.length - 1)]!];
    if (distance(to, a, b) <= reach || distance(from, a, b) <= reach) return true;
    if (distance(a, from, to) <= reach || crosses(from, to, a, b)) return true;
  }
  return false;
}

/** The line that is drawn, as points: also of a shape, which is met at its edge. */
function outlineOf(item: ItemView): Spot[] {
  const flat = decode(item.points);
  const spots: Spot[] = [];
  for (let index = 0; index < flat.length; index += 2)
    spots.push({ x: flat[index]! + item.dx, y: flat[index + 1]! + item.dy });
  const [a, b] = spots;
  if (!a || !b) return spots;
  if (item.kind === "rectangle") return [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }, a];
  if (item.kind !== "ellipse") return spots;
  const [x, y, rx, ry] = [(a.x + b.x) / 2, (a.y + b.y) / 2, (b.x - a.x) / 2, (b.y - a.y) / 2];
  return Array.from({ length: 25 }, (_, step) => ({
    x: x + rx * Math.cos((step * Math.PI) / 12),
    y: y + ry * Math.sin((step * Math.PI) / 12),
  }));
}

const side = (a: Spot, b: Spot, c: Spot): number =>
  Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));

const crosses = (a: Spot, b: Spot, c: Spot, d: Spot): boolean =>
  side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);

/** The box between two corners, whichever they are. */
export const between = (a: Spot, b: Spot): Box => ({
  left: Math.min(a.x, b.x),
  top: Math.min(a.y, b.y),
  right: Math.max(a.x, b.x),
  bottom: Math.max(a.y, b.y),
});
