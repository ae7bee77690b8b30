/** Passages that were watched while the school was out of reach: kept on this device until it has heard of them. */
import type { Passage, Seen } from "../playback/watching";
import { type Mine, progressApi } from "../progress";

const NAME = "amphi.watched ";
/** The school takes so many at once; a second report would be held to the time since the first. */
const MOST = 100;
const NEAR = 1_000;

interface Untold extends Seen {
  at: number;
}

const NOTHING: Untold = { spans: [], skipped: [], at: 0 };

/** One passage where several touch or lie over each other; the longest of them where there are too many. */
export function merged(passages: readonly Passage[]): Passage[] {
  const found: Passage[] = [];
  for (const [from, to] of [...passages].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last && from <= last[1] + NEAR) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  const longest = [...found].sort((a, b) => b[1] - b[0] - (a[1] - a[0])).slice(0, MOST);
  return found.filter((one) => longest.includes(one));
}

export class ToldLater {
  private readonly name: string;

  constructor(
    private readonly classId: string,
    person: string,
    private readonly shelf: Pick<Storage, "getItem" | "setItem" | "removeItem"> = localStorage,
  ) {
    this.name = `${NAME}${person}/${classId}`;
  }

  read(): Untold {
    try {
      const kept = JSON.parse(this.shelf.getItem(this.name) ?? "null") as Partial<Untold> | null;
      return { ...NOTHING, ...kept };
    } catch {
      return NOTHING;
    }
  }

  get waits(): boolean {
    return this.shelf.getItem(this.name) !== null;
  }

  put(seen: Seen, at: number): void {
    const kept = this.read();
    const spans = merged([...kept.spans, ...seen.spans]);
    const skipped = merged([...kept.skipped, ...seen.skipped]);
    if (spans.length + skipped.length > 0)
      this.shelf.setItem(this.name, JSON.stringify({ spans, skipped, at }));
  }

  /** Tell the school; null when nothing waits. Rejects, and keeps all, when it does not hear. */
  async tell(token: string | undefined): Promise<Mine | null> {
    if (!this.waits) return null;
    const { at, ...seen } = this.read();
    const told = this.shelf.getItem(this.name);
    const mine = await progressApi.watchedOffline(this.classId, seen, at, token);
    // What came meanwhile is told the next time, with the rest once more: nothing counts twice.
    if (this.shelf.getItem(this.name) === told) this.shelf.removeItem(this.name);
    return mine;
  }
}
