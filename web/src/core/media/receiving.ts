// Others' tracks as they are looked at: received once, in the size of the largest element that shows them.
import type { Consumer } from "mediasoup-client/types";
import { ApiError } from "../api";
import { inWindow, largest, pixels, type Size, show, type Viewer } from "./elements";
import { FirstPicture } from "./first";
import type { Transports } from "./transports";

interface Received {
  consumer: Consumer | null;
  stream: MediaStream | null;
  /** Elements that show it, with their size in device pixels. */
  viewers: Map<HTMLMediaElement, Viewer>;
  opening: Promise<void> | null;
  paused: boolean;
  /** It will be shown in a moment: until then (performance.now()) it counts as looked at. */
  expectedUntil: number;
  /** When nobody looked at it any more. */
  restsSince: number;
  layer: string;
}
/** Wait this long before a picture that is out of sight is paused: scrolling must not flicker. */
const IDLE_MS = 1500;
/** Pictures that are kept ready for whoever turns back a page; more are let go, the oldest first. */
const MOST_RESTING = 60;
/** Refusals that are over in a moment. */
const PASSING = ["too_fast", "no_such_transport"];

export class Receiving {
  readonly first = new FirstPicture();
  private readonly received = new Map<string, Received>();
  private readonly trackOf = new Map<Element, string>();
  private sight: IntersectionObserver | null = null;
  /** Something lies over all pictures. */
  private covered = false;
  /** Low data: no larger picture than this is asked for. */
  private most = Number.POSITIVE_INFINITY;

  constructor(
    private readonly transports: Transports,
    private readonly tell: () => void,
  ) {}

  /** Ask for no picture higher than so many pixels. */
  limit(most: number): void {
    this.most = most;
    for (const track of this.received.keys()) this.fit(track);
  }

  /** The class's track of each media track that is being received now. */
  playing(): Map<string, string> {
    const playing = new Map<string, string>();
    for (const [track, one] of this.received)
      if (one.consumer && !one.paused) playing.set(one.consumer.track.id, track);
    return playing;
  }

  /** Begin to receive what will be shown in a moment. */
  ahead(track: string): Promise<void> {
    this.entry(track).expectedUntil = performance.now() + IDLE_MS;
    setTimeout(() => this.look(track), IDLE_MS + 1);
    return this.receive(track).catch(() => undefined);
  }

  /** Agree upon what may be looked at next: paused until then, so that nothing of it is sent, nor made for it. */
  prepare(tracks: readonly string[]): void {
    for (const track of tracks)
      if (!this.entry(track).consumer) void this.receive(track).catch(() => undefined);
  }

  /** Show a received track in an element, in the size of the element; call the answer to stop. */
  attach(track: string, element: HTMLMediaElement): () => void {
    const one = this.entry(track);
    const video = element instanceof HTMLVideoElement;
    one.viewers.set(element, { width: 0, height: 0, inSight: !video || inWindow(element) });
    const resized = new ResizeObserver(([seen]) => {
      const viewer = one.viewers.get(element);
      if (!viewer) return;
      viewer.width = Math.round(seen!.contentRect.width * devicePixelRatio);
      viewer.height = Math.round(seen!.contentRect.height * devicePixelRatio);
      this.fit(track);
    });
    if (video) {
      this.first.watch(element);
      Object.assign(one.viewers.get(element)!, pixels(element));
      this.trackOf.set(element, track);
      this.watching().observe(element);
      resized.observe(element);
    }
    if (one.stream) show(element, one.stream);
    this.look(track);
    return () => {
      resized.disconnect();
      this.sight?.unobserve(element);
      this.trackOf.delete(element);
      one.viewers.delete(element);
      element.srcObject = null;
      this.look(track);
      // Not at once: another element may show it in the same turn.
      setTimeout(() => this.fit(track), 0);
    };
  }

  /** One observer for all elements; it also notices a window that was put away. */
  private watching(): IntersectionObserver {
    if (this.sight) return this.sight;
    document.addEventListener("visibilitychange", this.lookAtAll);
    this.sight = new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen) {
        const track = this.trackOf.get(target);
        const viewer = this.received.get(track ?? "")?.viewers.get(target as HTMLMediaElement);
        if (!track || !viewer || viewer.inSight === isIntersecting) continue;
        viewer.inSight = isIntersecting;
        this.look(track);
        this.fit(track);
      }
    });
    return this.sight;
  }

  /** A panel covers all pictures, or does no longer. */
  cover(covered: boolean): void {
    if (covered === this.covered) return;
    this.covered = covered;
    this.lookAtAll();
  }

  private readonly lookAtAll = (): void => {
    for (const track of this.received.keys()) this.look(track);
  };

  private watched(one: Received): boolean {
    if (performance.now() < one.expectedUntil) return true;
    const hidden = this.covered || document.hidden;
    for (const [element, { inSight }] of one.viewers)
      if (inSight && !(hidden && element instanceof HTMLVideoElement)) return true;
    return false;
  }

  /** Receive what is looked at, all that is asked for in one turn at once; let the rest go after a while. */
  private look(track: string): void {
    const one = this.received.get(track);
    if (!one) return;
    if (this.watched(one)) void this.receive(track).catch((cause) => this.later(track, cause));
    // A page that was turned takes nothing from the next one on a narrow line.
    else setTimeout(() => this.rest(track), one.viewers.size ? IDLE_MS : 0);
  }

  /** Whoever turned pages faster than the class allows, or lost a transport meanwhile, gets it a moment later. */
  private later(track: string, cause: unknown): void {
    if (cause instanceof ApiError && PASSING.includes(cause.code))
      setTimeout(() => this.look(track), IDLE_MS);
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
      expectedUntil: 0,
      restsSince: 0,
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
    one.paused = true;
    consumer.on("transportclose", () => this.lose(one));
    for (const element of one.viewers.keys()) show(element, one.stream);
    this.tell();
    // Whoever has turned the page meanwhile does not need it any more.
    if (this.watched(one)) await this.wake(one);
    else one.restsSince = performance.now();
  }

  private async wake(one: Received): Promise<void> {
    if (!one.paused || !one.consumer) return;
    one.paused = false;
    const size = one.consumer.kind === "video" ? this.size(one) : {};
    one.layer = layerOf(size);
    try {
      await this.transports.ask({ do: "resume", consumer: one.consumer.id, ...size });
    } catch (cause) {
      one.paused = true;
      throw cause;
    }
  }

  /** Nobody looks any more: pause it. */
  private rest(track: string): void {
    const one = this.received.get(track);
    if (!one || this.watched(one) || one.paused || !one.consumer) return;
    one.paused = true;
    one.restsSince = performance.now();
    void this.transports.ask({ do: "pause", consumer: one.consumer.id }).catch(() => undefined);
    this.letGo();
  }

  /** Of many that rest, those that rest longest are received no more. */
  private letGo(): void {
    const resting = [...this.received.values()].filter((one) => one.paused && one.consumer);
    resting.sort((a, b) => b.restsSince - a.restsSince);
    for (const one of resting.slice(MOST_RESTING)) this.end(one);
  }

  private end(one: Received): void {
    const { consumer } = one;
    this.lose(one);
    if (!consumer) return;
    void this.transports.ask({ do: "closeConsumer", consumer: consumer.id }).catch(() => undefined);
    consumer.close();
  }

  private fit(track: string): void {
    const one = this.received.get(track);
    if (one?.consumer?.kind !== "video" || one.paused) return;
    const size = this.size(one);
    const layer = layerOf(size);
    if (!layer || layer === one.layer) return;
    one.layer = layer;
    void this.transports.ask({ do: "layer", consumer: one.consumer.id, ...size }).catch(() => undefined);
  }

  private size(one: Received): Size {
    return largest(one.viewers.values(), this.most);
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
      this.end(one);
    }
  }

  /** The transports are about to end: nothing is received until `again`. */
  loseAll(): void {
    for (const one of this.received.values()) this.lose(one);
  }

  /** Receive anew what is still looked at. */
  again(): void {
    this.lookAtAll();
  }

  close(): void {
    document.removeEventListener("visibilitychange", this.lookAtAll);
    this.sight?.disconnect();
    this.sight = null;
    this.received.clear();
  }
}

function layerOf(size: Size): string {
  return size.width ? `${size.width}x${size.height}` : "";
}
