// Pictures and sound of the class: one's own tracks out, others' tracks in, and both again after a lost line.
import type { Device } from "mediasoup-client/types";
import { Receiving } from "./media/receiving";
import { Sending } from "./media/sending";
import { type Ask, type Direction, type MediaLink, Transports } from "./media/transports";

export class Media {
  readonly sending: Sending;
  readonly receiving: Receiving;
  private readonly transports: Transports;
  private recovering: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(ask: Ask, ready?: Promise<Device | null>) {
    const tell = () => {
      for (const heard of this.listeners) heard();
    };
    this.transports = new Transports(ask, ready);
    this.sending = new Sending(this.transports, tell);
    this.receiving = new Receiving(this.transports, tell);
    this.transports.changed = tell;
    this.transports.failed = () => void this.recover().catch(() => undefined);
  }

  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };

  get closed(): boolean {
    return this.transports.closed;
  }

  get link(): MediaLink {
    return this.transports.link;
  }

  /** Called after every entering of the class. */
  open(): Promise<void> {
    return this.transports.open();
  }

  /** What the browser counts of what is sent, and of what is received. */
  stats = () => this.transports.stats();

  /** Mend both transports; what cannot be mended is made anew, and what went that way is sent or received again. */
  recover(): Promise<void> {
    return this.once(async () => {
      if (this.transports.closed) return;
      const dead = await this.transports.mend();
      if (dead.length) await this.rebuild(dead);
      this.receiving.again();
      await this.sending.askDemand().catch(() => undefined);
    });
  }

  /** The class gave up one of the transports: one that was never needed is made when it is, another one at once. */
  async gone(transport: string): Promise<void> {
    const direction = this.transports.named(transport);
    if (!direction) return;
    if (!this.transports.unused(direction)) return this.recover();
    this.transports.drop([direction]);
    this.receiving.again();
  }

  /** The class ended these of one's own tracks, while their way was mended: they are sent anew. */
  resend(tracks: readonly string[]): Promise<void> {
    this.sending.setAside(tracks);
    return this.sending.resend();
  }

  /** New transports, and every track sent and received again, after a mending that is under way. */
  async renew(): Promise<void> {
    await this.recovering?.catch(() => undefined);
    return this.once(() => this.rebuild());
  }

  /** One mending at a time; whoever asks meanwhile waits for it. */
  private once(work: () => Promise<void>): Promise<void> {
    this.recovering ??= work().finally(() => {
      this.recovering = null;
    });
    return this.recovering;
  }

  private async rebuild(which: readonly Direction[] = ["send", "recv"]): Promise<void> {
    const receives = which.includes("recv");
    if (which.includes("send")) this.sending.setAside();
    this.transports.drop(which);
    if (receives) this.receiving.loseAll();
    await this.open();
    if (receives) this.receiving.again();
    await this.sending.resend();
  }

  close(): void {
    this.transports.closed = true;
    this.sending.close();
    this.transports.drop();
    this.receiving.close();
  }
}
