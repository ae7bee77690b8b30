// The class as a list of entries: followed by seq, played by (at, seq), read at any position at little cost.
import { t } from "../texts";
import type { Entry, Hidden } from "../wire";
import type { People } from "./api";
import { apply, before, inPlayingOrder } from "./view/fold";
import type { View } from "./view/types";

const STRIDE = 256;

export const isSeen = (entry: Entry | Hidden): entry is Entry => "event" in entry;

/** Whoever was erased has a name in the reader's language. */
const inWords = (told: People): People =>
  Object.fromEntries(
    Object.entries(told).map(([id, one]) => [
      id,
      id.startsWith("erased-") ? { ...one, name: t("persons.removed_person") } : one,
    ]),
  );

/** The same object when nothing in it is new: names come with most entries, and whatever shows one is drawn of this. */
function withNews(known: People, told: People): People {
  const news = Object.entries(told).some(
    ([id, { name, role }]) => known[id]?.name !== name || known[id].role !== role,
  );
  return news ? { ...known, ...inWords(told) } : known;
}

export class Timeline {
  /** The highest seq up to which nothing is missing. */
  last = 0;
  people: People = {};
  private readonly played: Entry[] = [];
  private readonly known = new Set<number>();
  /** Those that came as a bare number: a full one takes their place when its reader may see it. */
  private readonly hidden = new Set<number>();
  /** Views after 0, STRIDE, 2*STRIDE … entries. */
  private marks: View[] = [before];
  private newest: { count: number; view: View } = { count: 0, view: before };
  private readonly listeners = new Set<() => void>();

  /** Entries in playing order. */
  get entries(): readonly Entry[] {
    return this.played;
  }

  /** Take in what arrived; true if something is still missing before it. */
  add(entries: readonly (Entry | Hidden)[], people: People = {}): boolean {
    this.people = withNews(this.people, people);
    const fresh: Entry[] = [];
    for (const entry of entries) {
      if (this.known.has(entry.seq) && !(isSeen(entry) && this.hidden.delete(entry.seq))) continue;
      this.known.add(entry.seq);
      if (isSeen(entry)) fresh.push(entry);
      else this.hidden.add(entry.seq);
    }
    while (this.known.has(this.last + 1)) this.last += 1;
    for (const entry of fresh.sort(inPlayingOrder)) this.place(entry);
    for (const heard of this.listeners) heard();
    return Math.max(0, ...entries.map((entry) => entry.seq)) > this.last;
  }

  /** All anew: after an edit of the class some are told no more, and others again. */
  renew(entries: readonly (Entry | Hidden)[], people: People): void {
    this.last = this.played.length = 0;
    this.known.clear();
    this.hidden.clear();
    this.marks = [before];
    this.newest = { count: 0, view: before };
    this.add(entries, people);
  }

  private place(entry: Entry): void {
    const index = this.countUpTo((one) => inPlayingOrder(one, entry) <= 0);
    this.played.splice(index, 0, entry);
    if (index >= this.newest.count) return;
    this.marks.length = Math.min(this.marks.length, Math.floor(index / STRIDE) + 1);
    const { count, view } = this.newest;
    // A line is recognised seconds after it was spoken, and stands there: all else stays the same objects.
    this.newest =
      entry.event.type === "CaptionSpoken"
        ? { count: count + 1, view: { ...apply(view, entry), at: view.at } }
        : { count: 0, view: before };
  }

  private countUpTo(isBefore: (entry: Entry) => boolean): number {
    let low = 0;
    let high = this.played.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.played[middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private after(count: number): View {
    const mark = Math.min(this.marks.length - 1, Math.floor(count / STRIDE));
    const near = this.newest.count <= count && this.newest.count >= mark * STRIDE;
    let done = near ? this.newest.count : mark * STRIDE;
    let view = near ? this.newest.view : this.marks[mark]!;
    while (done < count) {
      view = apply(view, this.played[done]!);
      done += 1;
      if (done % STRIDE === 0 && this.marks.length === done / STRIDE) this.marks.push(view);
    }
    this.newest = { count, view };
    return view;
  }

  /** Live: everything that is known. The same object until something is added. */
  live(): View {
    return this.after(this.played.length);
  }

  /** Playback: what had happened at a class time in ms; `at` of the view is the last entry's. */
  viewAt(position: number): View {
    return this.after(this.countUpTo((entry) => entry.at <= position));
  }

  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };
}
