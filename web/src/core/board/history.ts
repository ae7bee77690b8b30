// What one person did on a surface, to be undone and done again: only what they may still change.
import type { Items } from "../view/board";
import type { Change } from "./outbox";

export type Deed =
  | { did: "drew" | "erased" | "cleared"; items: readonly string[] }
  | { did: "moved"; items: readonly string[]; x: number; y: number }
  | { did: "rewrote"; items: readonly string[]; before: string; after: string };

/** The server takes so many items in one command. */
const AT_ONCE = 500;

export class History {
  private done: Deed[] = [];
  private undone: Deed[] = [];

  constructor(private readonly surface: string) {}

  /** After a page was loaded anew: what of one's own still stands can be undone. */
  remember(items: Items, me: string): void {
    this.done = [...items]
      .filter((one) => one.by === me && !one.erased)
      .map((one) => ({ did: "drew", items: [one.item] }));
  }

  did(deed: Deed): void {
    this.done.push(deed);
    this.undone = [];
  }

  can(items: Items, way: "undo" | "redo"): boolean {
    const list = way === "undo" ? this.done : this.undone;
    return list.findLast((deed) => this.changes(deed, items, way).length > 0) !== undefined;
  }

  /** The commands of the next step; what somebody else has meanwhile taken away is passed over. */
  step(items: Items, way: "undo" | "redo"): Change[] {
    const [from, to] = way === "undo" ? [this.done, this.undone] : [this.undone, this.done];
    for (let deed = from.pop(); deed; deed = from.pop()) {
      const changes = this.changes(deed, items, way);
      if (changes.length === 0) continue;
      to.push(deed);
      return changes;
    }
    return [];
  }

  private changes(deed: Deed, items: Items, way: "undo" | "redo"): Change[] {
    const { surface } = this;
    const back = way === "undo";
    const erase = deed.did === "drew" ? back : !back;
    const names = deed.items.filter((name) => {
      const one = items.get(name);
      if (!one) return false;
      return deed.did === "moved" || deed.did === "rewrote" ? !one.erased : one.erased !== erase;
    });
    if (names.length === 0) return [];
    const sign = back ? -1 : 1;
    switch (deed.did) {
      case "moved":
        return parts(names).map((some) => ({
          do: "MoveItems",
          surface,
          items: some,
          x: deed.x * sign,
          y: deed.y * sign,
        }));
      case "rewrote":
        return names.map((item) => ({
          do: "RewriteItem",
          surface,
          item,
          text: back ? deed.before : deed.after,
        }));
      default:
        return parts(names).map((some) => ({
          do: erase ? "EraseItems" : "RestoreItems",
          surface,
          items: some,
        }));
    }
  }
}

/** As many at once as the server takes. */
export function parts(names: readonly string[]): string[][] {
  const found: string[][] = [];
  for (let from = 0; from < names.length; from += AT_ONCE) found.push(names.slice(from, from + AT_ONCE));
  return found;
}
