/** Keeps the manifest of a running class new: asks just after the next piece must have been written. */
import { askAfter, askSince, joined } from "./growth";
import type { Manifest } from "./manifest";
import type { Loader } from "./playing";

export class Growing {
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private askedAt: number;
  private asking = false;
  /** How many answers brought nothing new, since the last that did. */
  private still = 0;
  private closed = false;

  constructor(
    private readonly loader: Loader,
    private readonly now: () => number,
    /** Told what the manifest has grown to. */
    private readonly grown: (manifest: Manifest) => void,
  ) {
    this.askedAt = now();
  }

  /** Called at every tick, which come every `tick` ms; `left`: the ms from what plays to the newest moment. */
  keep(known: Manifest, left: number, tick: number): void {
    if (known.state === "ended" || this.asking || this.waiting !== undefined) return;
    const due = this.askedAt + askAfter(left, this.still) - this.now();
    if (due < tick) this.waiting = setTimeout(() => void this.ask(known), Math.max(0, due));
  }

  /** Somebody wants the newest moment: what is known of it may be old. */
  hurry(): void {
    this.askedAt = -Infinity;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.waiting);
  }

  private async ask(known: Manifest): Promise<void> {
    this.waiting = undefined;
    this.asking = true;
    this.askedAt = this.now();
    try {
      const told = await this.loader.manifest(askSince(known));
      const manifest = joined(known, told) ?? (await this.loader.manifest());
      this.still = manifest.live_edge > known.live_edge ? 0 : this.still + 1;
      if (!this.closed) this.grown(manifest);
    } catch {
      this.still++;
    } finally {
      this.asking = false;
    }
  }
}
