// One's own copy of the notes of a place: takes in what the class wrote, and sends what is typed, about once a second.
import * as Y from "yjs";
import type { ErrorBody } from "../api";
import type { Act } from "../commands";
import type { NotebookChange } from "../view/notebook";
import { openLines } from "./blank";
import { decoded, encoded } from "./letters";
import { wordsIn } from "./words";

export const ROOT = "notes";
/** Changes that came from the class, and need not be sent to it. */
const CLASS = "class";
const EVERY_MS = 1_000;
/** With many writers each sends less often, so that a class grows by some three changes a second at most. */
const EACH_MS = 350;
const SLOWEST_MS = 5_000;
const AGAIN_MS = 2_000;
const RECENT_MS = 10_000;
const MOST_BYTES = 60_000;
const AGAIN = new Set(["no_connection", "timeout", "too_fast", "not_present", "class_moved"]);

/** What could not be written, so that nothing is lost. */
export interface Unwritten {
  words: string;
  error: ErrorBody;
}

export class NotebookCopy {
  doc = new Y.Doc();
  /** Grows when the document is another one: after a step back in time, or a refusal. */
  generation = 0;
  /** Grows with whatever a page shows of this copy. */
  version = 0;
  /** Whose the words of a client are, as the class tells. */
  readonly owners = new Map<number, string>();
  unwritten: Unwritten | null = null;
  writes = false;
  /** Later: the moment at which what is written now belongs. */
  moment: number | undefined;
  private newest: NotebookChange | null = null;
  private applied = new Set<number>();
  private waiting: Uint8Array[] = [];
  private at: number | undefined;
  private flying: Uint8Array | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly recent = new Map<string, number>();
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly place: string,
    public act: Act,
  ) {
    this.listen();
  }

  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };

  private changed(): void {
    this.version += 1;
    for (const heard of this.listeners) heard();
  }

  get page(): Y.XmlFragment {
    return this.doc.getXmlFragment(ROOT);
  }

  /** Whether something is not on the class's timeline yet. */
  get unsent(): boolean {
    return this.flying !== null || this.waiting.length > 0;
  }

  private listen(): void {
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== CLASS && this.writes) this.wrote(update);
    });
    this.doc.on("afterTransaction", (change: Y.Transaction) => {
      const typed = change.local && change.origin !== CLASS && !(change.origin instanceof Y.UndoManager);
      if (typed && this.writes) openLines(change);
    });
  }

  /** The document as it was at a moment: what is new is taken in, and after a step back all is read again. */
  follow(newest: NotebookChange | null): void {
    this.newest = newest;
    const all: NotebookChange[] = [];
    for (let one = newest; one; one = one.before) all.push(one);
    let fresh = all.filter((one) => !this.applied.has(one.seq));
    if (all.length - fresh.length < this.applied.size) {
      this.flush();
      this.renew();
      fresh = all;
    }
    if (fresh.length === 0) return;
    const now = Date.now();
    this.doc.transact(() => {
      for (const one of fresh.reverse()) this.take(one, now);
    }, CLASS);
    this.changed();
  }

  private take({ seq, by, update, authors }: NotebookChange, now: number): void {
    this.applied.add(seq);
    for (const { client, person } of authors) this.owners.set(client, person);
    try {
      const bytes = decoded(update);
      Y.applyUpdate(this.doc, bytes, CLASS);
      if (by === null) return;
      this.recent.set(by, now);
      for (const client of Y.parseUpdateMeta(bytes).from.keys())
        if (!this.owners.has(client)) this.owners.set(client, by);
    } catch (cause) {
      console.warn("a change of the notes cannot be read", seq, cause);
    }
  }

  private renew(): void {
    this.doc.destroy();
    this.doc = new Y.Doc();
    this.applied = new Set();
    this.generation += 1;
    this.listen();
    this.changed();
  }

  private get pause(): number {
    const since = Date.now() - RECENT_MS;
    const writers = [...this.recent.values()].filter((at) => at > since).length;
    return Math.min(SLOWEST_MS, Math.max(EVERY_MS, writers * EACH_MS));
  }

  private wrote(update: Uint8Array): void {
    this.waiting.push(update);
    this.at = this.moment;
    this.flushIn(this.pause);
    this.changed();
  }

  private flushIn(ms: number): void {
    this.timer ??= setTimeout(() => this.flush(), ms);
  }

  /** Send what waits, all at once as far as that is allowed. */
  flush = (): void => {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.flying || this.waiting.length === 0) return;
    let count = 0;
    for (let size = 0; count < this.waiting.length; count += 1) {
      size += this.waiting[count]!.length;
      if (count > 0 && size > MOST_BYTES) break;
    }
    this.flying = Y.mergeUpdates(this.waiting.splice(0, count));
    void this.send(this.flying, this.at);
  };

  private async send(update: Uint8Array, at: number | undefined): Promise<void> {
    const moment = at === undefined ? {} : { at };
    const outcome = await this.act({
      do: "WriteNotebook",
      update: encoded(update),
      to: this.place,
      ...moment,
    });
    this.flying = null;
    if (outcome.ok) {
      if (this.waiting.length > 0) this.flushIn(this.pause);
    } else if (AGAIN.has(outcome.error.code) || outcome.error.fault === "server") {
      this.waiting.unshift(update);
      this.flushIn(AGAIN_MS);
    } else this.refused([update, ...this.waiting], outcome.error);
    this.changed();
  }

  /** Nothing of it is in the notes: it is taken out of this copy too, and offered as words. */
  private refused(updates: Uint8Array[], error: ErrorBody): void {
    const words = [this.unwritten?.words ?? "", wordsIn(Y.mergeUpdates(updates))].filter(Boolean).join("\n");
    this.unwritten = { words, error };
    this.waiting = [];
    this.renew();
    this.follow(this.newest);
  }

  forget = (): void => {
    this.unwritten = null;
    this.changed();
  };
}
