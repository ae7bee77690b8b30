// One surface in a person's hands: what stands on it, what they change, select, undo, and what still is on its way.
import { type ErrorBody, newId } from "../api";
import type { Act } from "../commands";
import type { Items, ItemView } from "../view/board";
import { looksAlike, nothingDrawn } from "../view/board";
import type { Spot } from "./camera";
import { History, parts } from "./history";
import { touched } from "./hit";
import { type Change, Outbox } from "./outbox";
import {
  apart,
  type Box,
  both,
  type Colour,
  holdsBox,
  type Kind,
  type Look,
  look,
  type Measure,
} from "./outline";
import { encode, encodePressure, type Point, thin } from "./points";

export interface Pen {
  kind: Kind;
  colour: Colour;
  width: number;
}
interface Options {
  surface: string;
  me: string;
  /** May change what others drew. */
  leads: boolean;
  /** In the recording: what is drawn stands apart. */
  late: boolean;
  act: Act;
  refused: (error: ErrorBody) => void;
  measure: Measure;
}

export class Easel {
  /** All that stands here, with what is on its way and what is being moved or erased just now. */
  items: Items = nothingDrawn;
  selected: ReadonlySet<string> = new Set();
  private known: Items = nothingDrawn;
  private first = true;
  private wiped: readonly string[] = [];
  private shift: Spot = { x: 0, y: 0 };
  private measured: { of: Items; box: Box | null } = { of: nothingDrawn, box: null };
  private looks = new WeakMap<ItemView, Look>();
  private readonly outbox: Outbox;
  private readonly history: History;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: Options) {
    const { act, me, late, refused, surface } = options;
    this.outbox = new Outbox(act, me, late, () => this.draw(), refused);
    this.history = new History(surface);
  }

  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };

  /** What the class knows of the surface now, up to the entry `last`. */
  take(known: Items, last: number): void {
    if (this.first && known.length > 0) this.history.remember(known, this.options.me);
    if (known.length > 0) this.first = false;
    this.known = known;
    this.outbox.arrived(last);
    this.draw();
  }

  private draw(): void {
    const before = this.items;
    let items = this.outbox.over(this.known);
    for (const name of this.wiped) items = changed(items, name, (one) => ({ ...one, erased: true }));
    const { x, y } = this.shift;
    if (x !== 0 || y !== 0)
      for (const name of this.selected)
        items = changed(items, name, (one) => ({ ...one, dx: one.dx + x, dy: one.dy + y }));
    this.items = items;
    const left = [...this.selected].filter((name) => items.get(name)?.erased === false);
    if (left.length !== this.selected.size) this.selected = new Set(left);
    if (before !== items) this.tell();
  }

  private tell(): void {
    for (const heard of this.listeners) heard();
  }

  look(item: ItemView): Look {
    const known = this.looks.get(item);
    if (known) return known;
    const made = look(item, this.options.measure);
    this.looks.set(item, made);
    return made;
  }

  mayChange = (item: ItemView): boolean => this.options.leads || item.by === this.options.me;

  /** The box around all that stands here. */
  get contents(): Box | null {
    const { items, measured } = this;
    if (items === measured.of) return measured.box;
    const places = items.changed(measured.of).filter((place) => {
      const [old, now] = [measured.of.at(place), items.at(place)];
      return !old || !now || !looksAlike(old, now);
    });
    // Mostly something was added: then nothing but that is measured.
    const grew = places.every((place) => place >= measured.of.length);
    let box = grew ? measured.box : null;
    const fresh = grew ? places.map((place) => items.at(place)!) : items;
    for (const item of fresh) if (!item.erased) box = both(box, this.look(item).box);
    this.measured = { of: items, box };
    return box;
  }

  get selection(): Box | null {
    let found: Box | null = null;
    for (const name of this.selected) {
      const item = this.items.get(name);
      if (item) found = both(found, this.look(item).box);
    }
    return found;
  }

  // -- what is drawn

  newItem = (): string => newId("i");

  /** A finished stroke or shape; `fine` is how far its line may stray. */
  stroke(item: string, { kind, colour, width }: Pen, points: readonly Point[], fine: number): void {
    const stroke = kind === "pen" || kind === "highlighter";
    const kept = stroke ? thin(points, fine) : [points[0]!, points[points.length - 1]!];
    const pressure = kind === "pen" ? encodePressure(kept) : "";
    this.put(item, { kind, colour, width: Math.max(1, Math.round(width)), points: encode(kept), pressure });
  }

  write({ kind, colour, width }: Pen, spot: Spot, text: string): string {
    const item = this.newItem();
    this.put(item, { kind, colour, width: Math.round(width), points: encode([spot]), text });
    return item;
  }

  private put(
    item: string,
    drawn: Omit<Extract<Change, { do: "DrawItem" }>, "do" | "surface" | "item">,
  ): void {
    this.history.did({ did: "drew", items: [item] });
    this.send({ do: "DrawItem", surface: this.options.surface, item, ...drawn });
  }

  rewrite(item: string, text: string): void {
    const before = this.items.get(item)?.text;
    if (before === undefined || before === text) return;
    this.history.did({ did: "rewrote", items: [item], before, after: text });
    this.send({ do: "RewriteItem", surface: this.options.surface, item, text });
  }

  private send(change: Change): void {
    this.outbox.add(change, this.items);
  }

  // -- what is under the pointer

  /** The uppermost item there; of `mine`, only what this person may change. */
  under(spot: Spot, radius: number, mine = true): ItemView | null {
    for (let index = this.items.length - 1; index >= 0; index -= 1) {
      const item = this.items.at(index)!;
      if (item.erased || (mine && !this.mayChange(item))) continue;
      if (touched(item, this.look(item), spot, spot, radius)) return item;
    }
    return null;
  }

  /** Wiped over: gone to the eye at once, and erased when the hand is lifted. */
  wipe(from: Spot, to: Spot, radius: number): void {
    const met: string[] = [];
    for (const item of this.items)
      if (!item.erased && this.mayChange(item) && touched(item, this.look(item), from, to, radius))
        met.push(item.item);
    if (met.length === 0) return;
    this.wiped = [...this.wiped, ...met];
    this.draw();
  }

  wipedOut(): void {
    const names = this.wiped;
    this.wiped = [];
    this.erase(names);
  }

  erase(names: readonly string[]): void {
    if (names.length === 0) return;
    this.history.did({ did: "erased", items: names });
    for (const items of parts(names)) this.send({ do: "EraseItems", surface: this.options.surface, items });
  }

  clear(): void {
    const items = [...this.items].filter((one) => !one.erased && !one.late).map((one) => one.item);
    if (items.length === 0) return;
    this.history.did({ did: "cleared", items });
    this.send({ do: "ClearSurface", surface: this.options.surface });
  }

  // -- selecting and moving

  select(names: Iterable<string>): void {
    this.selected = new Set(names);
    this.tell();
  }

  selectIn(box: Box): void {
    const inside = [...this.items].filter((one) => {
      if (one.erased || !this.mayChange(one)) return false;
      const own = this.look(one).box;
      return !apart(box, own) && holdsBox(box, own);
    });
    this.select(inside.map((one) => one.item));
  }

  drag(by: Spot): void {
    this.shift = by;
    this.draw();
  }

  dropped(): void {
    const { x, y } = { x: Math.round(this.shift.x), y: Math.round(this.shift.y) };
    this.shift = { x: 0, y: 0 };
    this.draw();
    if (x !== 0 || y !== 0) this.move([...this.selected], x, y);
  }

  move(names: readonly string[], x: number, y: number): void {
    if (names.length === 0) return;
    this.history.did({ did: "moved", items: names, x, y });
    for (const items of parts(names))
      this.send({ do: "MoveItems", surface: this.options.surface, items, x, y });
  }

  // -- back and forth

  can = (way: "undo" | "redo"): boolean => this.history.can(this.items, way);

  step(way: "undo" | "redo"): void {
    for (const change of this.history.step(this.items, way)) this.send(change);
  }
}

function changed(items: Items, name: string, how: (one: ItemView) => ItemView): Items {
  const place = items.find(name);
  const one = items.at(place);
  return one ? items.with(place, how(one)) : items;
}
