/** Feeds one media element with one recorded track, a few byte ranges ahead of the position (MSE). */
import { type ByteRange, coalesce, toEvict, wanted } from "./fragments";
import { endOf, type RecordedTrack, timeOf } from "./manifest";

/** Fetches bytes `first` to `last`, both included, of a recorded file. */
export type FetchBytes = (
  file: string,
  first: number,
  last: number,
  signal: AbortSignal,
) => Promise<ArrayBuffer>;

export type FeedState = "opening" | "open" | "unsupported" | "failed";

/** Small at first, so that a jump shows its picture soon. */
const FIRST_REQUEST = 400_000;
const REQUEST = 1_500_000;
const TRIES = 2;
/** Any position may be sought: the class's own length is the player's business. */
const LONGEST = 86_400;
const KEEP_BEHIND = 40;
const KEEP_AHEAD = 90;

interface MediaSourceHost {
  ManagedMediaSource?: typeof MediaSource;
  MediaSource?: typeof MediaSource;
}

export function mediaSourceKind(): typeof MediaSource | undefined {
  const host = globalThis as unknown as MediaSourceHost;
  return host.MediaSource ?? host.ManagedMediaSource;
}

export class TrackFeed {
  state: FeedState = "opening";
  private source: MediaSource | null = null;
  private buffer: SourceBuffer | null = null;
  private url = "";
  private mime: string;
  private init = -1;
  private last = -1;
  private fresh = true;
  private busy = false;
  private closed = false;
  private position = 0;
  private ahead = 0;
  private abort = new AbortController();
  private readonly appended = new Map<number, number>();
  private readonly inits = new Map<number, ArrayBuffer>();

  constructor(
    readonly element: HTMLMediaElement,
    private track: RecordedTrack,
    private readonly fetchBytes: FetchBytes,
  ) {
    this.mime = track.inits[0]?.mime || track.mime;
    const Kind = mediaSourceKind();
    if (Kind === undefined || !Kind.isTypeSupported(this.mime)) {
      this.state = "unsupported";
      return;
    }
    this.open(new Kind());
  }

  private open(source: MediaSource): void {
    this.source = source;
    this.element.disableRemotePlayback = true;
    this.url = URL.createObjectURL(source);
    this.element.src = this.url;
    const begin = () => {
      if (this.closed || this.buffer !== null) return;
      source.duration = LONGEST;
      this.buffer = source.addSourceBuffer(this.mime);
      this.state = "open";
      void this.work();
    };
    source.addEventListener("sourceopen", begin, { once: true });
    this.element.addEventListener("error", () => this.fail(), { once: true });
  }

  /** The track grew while the class runs, or its fragments were joined into longer ones at the end. */
  update(track: RecordedTrack): void {
    const before = this.track.fragments[this.last];
    const same = before === undefined || track.fragments[this.last]?.[0] === before[0];
    const whole = before === undefined || track.fragments[this.last]?.[1] === before[1];
    this.track = track;
    if (same && whole) return;
    this.appended.clear();
    const upTo = before === undefined ? -1 : before[0] + before[1];
    this.last = track.fragments.findIndex(([offset, length]) => offset + length === upTo);
  }

  /** Keeps `ahead` ms from `position` ms in the buffer. Cheap when there is nothing to do. */
  pump(position: number, ahead: number): void {
    this.position = position;
    this.ahead = ahead;
    if (this.state === "open" && !this.busy) void this.work();
  }

  /** The position jumped: what is on its way is no longer the most urgent. */
  jump(position: number): void {
    this.position = position;
    if (this.holds(position)) return;
    this.fresh = true;
    this.appended.forEach((_, index) => {
      if (!this.buffered(index)) this.appended.delete(index);
    });
    this.abort.abort();
    this.abort = new AbortController();
  }

  /** Whether the element can show or sound `time` ms now. */
  holds(time: number): boolean {
    return this.spans().some(([from, to]) => time >= from * 1000 - 30 && time < to * 1000);
  }

  /** Ms of media in the buffer from `time` ms on. */
  inHand(time: number): number {
    const span = this.spans().find(([from, to]) => time >= from * 1000 - 30 && time < to * 1000);
    return span === undefined ? 0 : span[1] * 1000 - time;
  }

  /** Where the buffered media next begins within `reach` ms after `time`, else null. */
  soon(time: number, reach: number): number | null {
    const span = this.spans().find(([from]) => from * 1000 > time && from * 1000 <= time + reach);
    return span === undefined ? null : span[0] * 1000;
  }

  close(): void {
    this.closed = true;
    this.abort.abort();
    this.element.removeAttribute("src");
    this.element.load();
    if (this.url) URL.revokeObjectURL(this.url);
  }

  private spans(): [number, number][] {
    if (this.buffer === null || this.state !== "open") return [];
    try {
      const { buffered } = this.buffer;
      return Array.from({ length: buffered.length }, (_, i) => [buffered.start(i), buffered.end(i)]);
    } catch {
      return [];
    }
  }

  private buffered(index: number): boolean {
    const fragment = this.track.fragments[index];
    if (fragment === undefined) return false;
    const inset = Math.min(100, (endOf(fragment) - timeOf(fragment)) / 2);
    const [begin, end] = [(timeOf(fragment) + inset) / 1000, (endOf(fragment) - inset) / 1000];
    return this.spans().some(([from, to]) => begin >= from - 0.03 && end <= to + 0.03);
  }

  private has(index: number): boolean {
    return (this.appended.get(index) ?? 0) >= TRIES || this.buffered(index);
  }

  private async work(): Promise<void> {
    this.busy = true;
    try {
      while (!this.closed && this.state === "open") {
        const list = wanted(this.track, this.position, this.ahead, (index) => this.has(index), this.last);
        const range = coalesce(this.track, list, this.fresh ? FIRST_REQUEST : REQUEST)[0];
        if (range === undefined) break;
        if (!(await this.take(range))) break;
      }
      await this.evict();
    } catch (problem) {
      if (!this.closed) this.fail(problem);
    } finally {
      this.busy = false;
    }
  }

  /** Fetches and appends one range; false when it was given up (a jump, or the network). */
  private async take(range: ByteRange): Promise<boolean> {
    const { signal } = this.abort;
    let bytes: ArrayBuffer;
    let init: ArrayBuffer | null;
    try {
      [init, bytes] = await Promise.all([
        this.initBytes(range.init, signal),
        this.fetchBytes(this.track.file, range.first, range.last, signal),
      ]);
    } catch {
      // A jump tries again at once; a lost network at the next pump.
      return signal.aborted && !this.closed;
    }
    if (signal.aborted) return !this.closed;
    const follows = range.fragments[0] === this.last + 1;
    if (!follows && this.last >= 0) this.reset();
    if (init !== null && (this.init !== range.init || !follows)) await this.appendInit(range.init, init);
    await this.append(bytes);
    for (const index of range.fragments) this.appended.set(index, (this.appended.get(index) ?? 0) + 1);
    this.last = range.fragments[range.fragments.length - 1] ?? this.last;
    this.fresh = false;
    return true;
  }

  private reset(): void {
    if (this.buffer !== null && this.source?.readyState === "open") this.buffer.abort();
  }

  private async initBytes(index: number, signal: AbortSignal): Promise<ArrayBuffer | null> {
    const known = this.inits.get(index);
    const init = this.track.inits[index];
    if (known !== undefined || init === undefined) return known ?? null;
    const bytes = await this.fetchBytes(this.track.file, init.offset, init.offset + init.length - 1, signal);
    this.inits.set(index, bytes);
    return bytes;
  }

  private async appendInit(index: number, bytes: ArrayBuffer): Promise<void> {
    const mime = this.track.inits[index]?.mime || this.track.mime;
    if (mime !== this.mime && this.buffer !== null && "changeType" in this.buffer) {
      this.buffer.changeType(mime);
      this.mime = mime;
    }
    await this.append(bytes);
    this.init = index;
  }

  private async append(bytes: ArrayBuffer): Promise<void> {
    try {
      await this.change((buffer) => buffer.appendBuffer(bytes));
    } catch (problem) {
      if (!(problem instanceof DOMException) || problem.name !== "QuotaExceededError") throw problem;
      await this.evict(5, 20);
      await this.change((buffer) => buffer.appendBuffer(bytes));
    }
  }

  private async evict(behind = KEEP_BEHIND, ahead = KEEP_AHEAD): Promise<void> {
    for (const [from, to] of toEvict(this.spans(), this.position / 1000, behind, ahead)) {
      if (this.closed) return;
      await this.change((buffer) => buffer.remove(from, to));
    }
    this.appended.forEach((_, index) => {
      if (!this.buffered(index) && !this.near(index)) this.appended.delete(index);
    });
  }

  /** Near the position a fragment that vanished is tried again only so often. */
  private near(index: number): boolean {
    const fragment = this.track.fragments[index];
    return fragment !== undefined && Math.abs(timeOf(fragment) - this.position) < 10_000;
  }

  private change(act: (buffer: SourceBuffer) => void): Promise<void> {
    const { buffer } = this;
    return new Promise((resolve, reject) => {
      if (buffer === null || this.closed || this.source?.readyState === "closed") {
        reject(new Error("the element was closed"));
        return;
      }
      const done = () => {
        buffer.removeEventListener("updateend", done);
        buffer.removeEventListener("error", wrong);
        resolve();
      };
      const wrong = () => {
        buffer.removeEventListener("updateend", done);
        buffer.removeEventListener("error", wrong);
        reject(new Error("the browser cannot read this media"));
      };
      buffer.addEventListener("updateend", done);
      buffer.addEventListener("error", wrong);
      try {
        act(buffer);
      } catch (problem) {
        buffer.removeEventListener("updateend", done);
        buffer.removeEventListener("error", wrong);
        reject(problem);
      }
    });
  }

  private fail(problem?: unknown): void {
    if (this.closed || this.state === "failed") return;
    this.state = "failed";
    console.warn("recorded track cannot play", this.track.id, problem ?? this.element.error?.message);
  }
}
