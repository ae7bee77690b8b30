// Pictures and sound of the class: one's own tracks out, others' tracks in, and both again after a lost line.
import { Receiving } from "./media/receiving";
import { Sending } from "./media/sending";
import { type Ask, Transports } from "./media/transports";

export class Media {
  readonly sending: Sending;
  readonly receiving: Receiving;
  private readonly transports: Transports;
  private recovering: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(ask: Ask) {
    const tell = () => {
      for (const heard of this.listeners) heard();
    };
    this.transports = new Transports(ask);
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

  /** Called after every entering of the class. */
  open(): Promise<void> {
    return this.transports.open();
  }

  /** Share of packets lost on the way here since the last call, 0 to 1. */
  loss(): Promise<number> {
    return this.transports.loss();
  }

  /** Mend the transports; what cannot be mended is made anew and every track is sent and received again. */
  recover(): Promise<void> {
    return this.once(async () => {
      if (this.transports.closed) return;
      if (!(await this.transports.mend())) return this.rebuild();
      this.receiving.again();
      await this.sending.askDemand().catch(() => undefined);
    });
  }

  /** New transports, and every track sent and received again. */
  renew(): Promise<void> {
    return this.once(() => this.rebuild());
  }

  /** One mending at a time; whoever asks meanwhile waits for it. */
  private once(work: () => Promise<void>): Promise<void> {
    this.recovering ??= work().finally(() => {
      this.recovering = null;
    });
    return this.recovering;
  }

  private async rebuild(): Promise<void> {
    this.sending.setAside();
    this.transports.drop();
    this.receiving.loseAll();
    await this.open();
    await this.sending.resend();
    this.receiving.again();
  }

  close(): void {
    this.transports.closed = true;
    this.sending.close();
    this.transports.drop();
    this.receiving.close();
  }
}
