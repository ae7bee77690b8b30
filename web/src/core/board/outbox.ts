// What a person has drawn and the class has not answered yet: shown at once, sent in order, more slowly when it is too much.
import type { Command, Event } from "../../wire";
import type { ErrorBody } from "../api";
import type { Act } from "../commands";
import { foldItems, type Items, type ItemView, nothingDrawn } from "../view/board";

/** What changes something on a surface. */
export type Change = Extract<Command, { surface: string }>;

interface Waiting {
  change: Change;
  state: "waiting" | "sent" | "done";
  seq: number;
  /** Where moved items shall be: the same if the class has moved them already. */
  goals: ReadonlyMap<string, readonly [number, number]>;
  /** A new item, the same each time it is laid over what is known. */
  drawn: ItemView | null;
}

const MOST_AT_ONCE = 6;
const AGAIN_MS = 500;
const MOST_TRIES = 60;

export class Outbox {
  private list: readonly Waiting[] = [];
  private last = 0;

  constructor(
    private readonly act: Act,
    private readonly me: string,
    private readonly late: boolean,
    private readonly changed: () => void,
    private readonly refused: (error: ErrorBody) => void,
  ) {}

  get waits(): boolean {
    return this.list.length > 0;
  }

  add(change: Change, items: Items): void {
    const drawn =
      change.do === "DrawItem"
        ? (foldItems(nothingDrawn, this.event(change), this.me, 0).at(0) ?? null)
        : null;
    const goals = new Map<string, readonly [number, number]>();
    if (change.do === "MoveItems")
      for (const name of change.items) {
        const one = items.get(name);
        if (one) goals.set(name, [one.dx + change.x, one.dy + change.y]);
      }
    this.list = [...this.list, { change, state: "waiting", seq: 0, goals, drawn }];
    this.changed();
    this.pump();
  }

  /** The entries up to `last` are known: what they carry waits no more. */
  arrived(last: number): void {
    this.last = last;
    this.list = this.list.filter((one) => one.state !== "done" || one.seq > last);
  }

  /** What is drawn with all that still waits. */
  over(items: Items): Items {
    return this.list.reduce((found, waiting) => this.laid(found, waiting), items);
  }

  private laid(items: Items, { change, goals, drawn }: Waiting): Items {
    if (drawn) return items.find(drawn.item) >= 0 ? items : items.push(drawn);
    if (change.do !== "MoveItems") return foldItems(items, this.event(change), this.me, 0);
    let found = items;
    for (const [name, [dx, dy]] of goals) {
      const place = found.find(name);
      const one = found.at(place);
      if (one && (one.dx !== dx || one.dy !== dy)) found = found.with(place, { ...one, dx, dy });
    }
    return found;
  }

  private event(change: Exclude<Change, { do: "MoveItems" }>): Event {
    switch (change.do) {
      case "DrawItem": {
        const { do: _, pressure = "", text = "", ...drawn } = change;
        return { type: "ItemDrawn", ...drawn, pressure, text, late: this.late };
      }
      case "RewriteItem":
        return { type: "ItemRewritten", surface: change.surface, item: change.item, text: change.text };
      case "EraseItems":
        return { type: "ItemsErased", surface: change.surface, items: change.items };
      case "RestoreItems":
        return { type: "ItemsRestored", surface: change.surface, items: change.items };
      case "ClearSurface":
        return { type: "SurfaceCleared", surface: change.surface };
    }
  }

  /** Drawings go side by side; what changes others waits until all before it are there. */
  private pump(): void {
    let flying = this.list.filter((one) => one.state === "sent").length;
    for (const one of this.list) {
      if (one.state === "done") continue;
      const alone = one.change.do !== "DrawItem";
      if (one.state === "waiting" && (alone ? flying === 0 : flying < MOST_AT_ONCE)) {
        flying += 1;
        this.put(one, { state: "sent" });
        void this.send(one.change);
      }
      if (alone || flying >= MOST_AT_ONCE) return;
    }
  }

  private put(one: Waiting, change: Partial<Waiting>): void {
    this.list = this.list.map((other) => (other.change === one.change ? { ...other, ...change } : other));
  }

  private async send(change: Change): Promise<void> {
    let outcome = await this.act(change);
    for (let tries = 0; !outcome.ok && outcome.error.code === "too_fast" && tries < MOST_TRIES; tries += 1) {
      await new Promise((done) => setTimeout(done, AGAIN_MS));
      outcome = await this.act(change);
    }
    const one = this.list.find((other) => other.change === change);
    if (outcome.ok && one) this.put(one, { state: "done", seq: outcome.seq ?? 0 });
    this.arrived(this.last);
    if (!outcome.ok) {
      this.list = this.list.filter((other) => other.change !== change);
      if (outcome.error.code !== "no_such_item") this.refused(outcome.error);
    }
    this.changed();
    this.pump();
  }
}
