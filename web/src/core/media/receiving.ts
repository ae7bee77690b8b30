// Others' tracks as they are looked at: received once, in the size of the largest element that shows them.
import type { Consumer } from "mediasoup-client/types";
import type { Transports } from "./transports";

interface Received {
  consumer: Consumer | null;
  stream: MediaStream | null;
  /** Elements that show it, with their size in device pixels: 0 x 0 while they are scrolled out of sight or hidden. */
  viewers: Map<HTMLMediaElement, { width: number; height: number }>;
  opening: Promise<void> | null;
  paused: boolean;
  layer: string;
}
/** Wait this long before a picture that nobody looks at is paused: scrolling must not flicker. */
const IDLE_MS = 1500;

export class Receiving {
  private readonly received = new Map<string, Received>();

  constructor(
    private readonly transports: Transports,
    private readonly tell: () => void,
  ) {}

  /** Show a received track in an element, in the size of the element; call the answer to stop. */
  attach(track: string, element: HTMLMediaElement): () => void {
    const one = this.entry(track);
    one.viewers.set(element, { width: 0, height: 0 });
    const stop = element instanceof HTMLVideoElement ? this.measure(track, one, element) : () => undefined;
    if (one.stream) show(element, one.stream);
    void this.receive(track).catch(() => undefined);
    return () => {
      stop();
      one.viewers.delete(element);
      element.srcObject = null;
      setTimeout(() => this.rest(track), IDLE_MS);
    };
  }

  /** Follow the size at which a picture is seen: tiles are resized, scrolled out of sight, and come back. */
  private measure(track: string, one: Received, element: HTMLVideoElement): () => void {
    let inSight = true;
    let size = { width: 0, height: 0 };
    const told = () => {
      one.viewers.set(element, inSight ? size : { width: 0, height: 0 });
      this.fit(track);
    };
    const resized = new ResizeObserver(([seen]) => {
      const { width, height } = seen!.contentRect;
      size = {
        width: Math.round(width * devicePixelRatio),
        height: Math.round(height * devicePixelRatio),
      };
      told();
    });
    const scrolled = new IntersectionObserver((seen) => {
      inSight = seen.at(-1)!.isIntersecting;
      told();
    });
    resized.observe(element);
    scrolled.observe(element);
    return () => {
      resized.disconnect();
      scrolled.disconnect();
    };
  }

  private entry(track: string): Received {
    const found = this.received.get(track);
    if (found) return found;
    const made: Received = {
      consumer: null,
      stream: null,
      viewers: new Map(),
      opening: null,
      paused: true,
      layer: "",
    };
    this.received.set(track, made);
    return made;
  }

  private receive(track: string): Promise<void> {
    const one = this.entry(track);
    if (one.consumer && !one.consumer.closed) return this.wake(one);
    one.opening ??= this.consume(track, one).finally(() => {
      one.opening = null;
    });
    return one.opening;
  }

  private async consume(track: string, one: Received): Promise<void> {
    await this.transports.open();
    if (this.transports.closed || this.received.get(track) !== one) return;
    const rtpCapabilities = this.transports.capabilities;
    const recv = this.transports.in;
    const told = await this.transports.ask({ do: "consume", transport: recv.id, track, rtpCapabilities });
    const consumer = await recv.consume(told as never);
    one.consumer = consumer;
    one.stream = new MediaStream([consumer.track]);
    one.layer = "";
    consumer.on("transportclose", () => this.lose(one));
    for (const element of one.viewers.keys()) show(element, one.stream);
    await this.transports.ask({ do: "resume", consumer: consumer.id });
    one.paused = false;
    this.fit(track);
    this.tell();
  }

  private async wake(one: Received): Promise<void> {
    if (!one.paused || !one.consumer) return;
    one.paused = false;
    await this.transports.ask({ do: "resume", consumer: one.consumer.id });
  }

  /** Nobody looks any more: pause it. */
  private rest(track: string): void {
    const one = this.received.get(track);
    if (!one || one.paused || !one.consumer || looked(one)) return;
    one.paused = true;
    one.layer = "";
    void this.transports.ask({ do: "pause", consumer: one.consumer.id }).catch(() => undefined);
  }

  private fit(track: string): void {
    const one = this.received.get(track);
    if (one?.consumer?.kind !== "video") return;
    let width = 0;
    let height = 0;
    for (const seen of one.viewers.values()) {
      width = Math.max(width, seen.width);
      height = Math.max(height, seen.height);
    }
    const layer = `${width}x${height}`;
    if (layer === one.layer) return;
    if (!width) {
      setTimeout(() => this.rest(track), IDLE_MS);
      return;
    }
    one.layer = layer;
    if (one.paused) void this.wake(one).catch(() => undefined);
    void this.transports
      .ask({ do: "layer", consumer: one.consumer.id, width, height })
      .catch(() => undefined);
  }

  private lose(one: Received): void {
    one.consumer = null;
    one.stream = null;
    one.paused = true;
  }

  /** Forget tracks that are over or in another room now. */
  keep(tracks: ReadonlySet<string>): void {
    for (const [track, one] of this.received) {
      if (tracks.has(track)) continue;
      this.received.delete(track);
      if (!one.consumer) continue;
      void this.transports.ask({ do: "closeConsumer", consumer: one.consumer.id }).catch(() => undefined);
      one.consumer.close();
    }
  }

  /** The transports are about to end: nothing is received until `again`. */
  loseAll(): void {
    for (const one of this.received.values()) this.lose(one);
  }

  /** Receive anew what is still looked at. */
  again(): void {
    for (const [track, one] of this.received)
      if (one.viewers.size) void this.receive(track).catch(() => undefined);
  }

  close(): void {
    this.received.clear();
  }
}

/** Whether anybody sees or hears it. */
function looked(one: Received): boolean {
  if (one.consumer?.kind !== "video") return one.viewers.size > 0;
  return [...one.viewers.values()].some((seen) => seen.width > 0);
}

function show(element: HTMLMediaElement, stream: MediaStream): void {
  if (element.srcObject === stream) return;
  element.srcObject = stream;
  void element.play().catch(() => element.dispatchEvent(new Event("amphi-blocked", { bubbles: true })));
}
