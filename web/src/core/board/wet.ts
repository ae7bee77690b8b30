// Ink that is still wet: strokes that others are drawing just now, and where their pens are; told and heard as signals.
import type { Spot } from "./camera";
import type { Pen } from "./easel";
import type { Colour, Kind } from "./outline";
import { decode, decodePressure, encode, encodePressure, type Point } from "./points";

export interface WetStroke extends Pen {
  item: string;
  points: readonly Point[];
}
export interface OthersPen extends Spot {
  person: string;
  stroke: WetStroke | null;
  /** performance.now() of the last sign. */
  heard: number;
}
export type Tell = (signal: Record<string, unknown>) => void;

const POINTER_MS = 4000;
const EVERY_MS = 90;
const EVERY_MS_IN_A_CROWD = 220;
const CROWD = 40;

/** Strokes of others, as they come in. */
export class WetInk {
  private readonly pens = new Map<string, OthersPen>();

  constructor(private readonly surface: string) {}

  /** True if something is to be drawn anew. */
  hear(signal: Record<string, unknown>, now: number): boolean {
    const { type, person, surface, x, y } = signal;
    if (type !== "ink" || typeof person !== "string") return false;
    if (surface !== this.surface) return this.pens.delete(person);
    const stroke = typeof signal.item === "string" ? this.grown(person, signal, signal.item) : null;
    this.pens.set(person, { person, x: Number(x), y: Number(y), stroke, heard: now });
    return true;
  }

  private grown(person: string, signal: Record<string, unknown>, item: string): WetStroke {
    const before = this.pens.get(person)?.stroke;
    const flat = decode(String(signal.points));
    const pressure = decodePressure(String(signal.pressure ?? ""));
    const fresh = Array.from({ length: Math.floor(flat.length / 2) }, (_, index) => ({
      x: flat[2 * index]!,
      y: flat[2 * index + 1]!,
      pressure: pressure[index] ?? null,
    }));
    const known = before?.item === item ? before.points.slice(0, Number(signal.first)) : [];
    return {
      item,
      kind: signal.kind as Kind,
      colour: signal.colour as Colour,
      width: Number(signal.width),
      points: [...known, ...fresh],
    };
  }

  /** Those of the moment; a stroke that stands on the surface is wet no more. */
  now(stands: (item: string) => boolean, now: number): OthersPen[] {
    for (const [person, pen] of this.pens)
      if (now - pen.heard > POINTER_MS) this.pens.delete(person);
      else if (pen.stroke && stands(pen.stroke.item)) this.pens.set(person, { ...pen, stroke: null });
    return [...this.pens.values()];
  }

  get quiet(): boolean {
    return this.pens.size === 0;
  }
}

/** Tells others of one's own pen, a few times a second. */
export class PenTold {
  private told = 0;
  private item = "";
  private sent = 0;

  constructor(
    private readonly surface: string,
    private readonly tell: Tell,
    private readonly people: () => number,
  ) {}

  at(spot: Spot, stroke: WetStroke | null, now: number): void {
    const every = this.people() > CROWD ? EVERY_MS_IN_A_CROWD : EVERY_MS;
    if (now - this.told < every || this.people() < 2) return;
    this.told = now;
    const where = { type: "ink", surface: this.surface, x: Math.round(spot.x), y: Math.round(spot.y) };
    if (!stroke) {
      this.tell(where);
      return;
    }
    if (stroke.item !== this.item) [this.item, this.sent] = [stroke.item, 0];
    const { item, kind, colour, width, points } = stroke;
    const shape = kind !== "pen" && kind !== "highlighter";
    const first = shape ? 0 : this.sent;
    const some = shape ? [points[0]!, points[points.length - 1]!] : points.slice(first, first + 120);
    this.sent = first + some.length;
    const pressure = kind === "pen" ? encodePressure(some) : "";
    this.tell({
      ...where,
      item,
      kind,
      colour,
      width: Math.max(1, Math.round(width)),
      first,
      points: encode(some),
      pressure,
    });
  }
}
