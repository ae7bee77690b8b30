// Pictures and sound of the class: sends one's own tracks, receives those that are looked at, in the size they are shown.
import type { Consumer, Device, Producer, Transport } from "mediasoup-client/types";
import { ApiError, newId } from "./api";
import { encodings } from "./encodings";
import type { Source } from "./view/types";

export type Ask = (asked: Record<string, unknown>) => Promise<Record<string, unknown>>;
export type MediaLink = "new" | "connecting" | "connected" | "failed";

interface Received {
  consumer: Consumer | null;
  stream: MediaStream | null;
  /** Elements that show it, with their size in device pixels. */
  viewers: Map<HTMLMediaElement, { width: number; height: number }>;
  opening: Promise<void> | null;
  paused: boolean;
  layer: string;
}
interface Sent {
  producer: Producer;
  source: Source;
}

/** Wait this long before a picture that nobody looks at is paused: scrolling must not flicker. */
const IDLE_MS = 1500;

export class Media {
  link: MediaLink = "new";
  /** Output device chosen for what is heard, "" = the system's. */
  sink = "";
  private readonly ask: Ask;
  private device: Device | null = null;
  private send: Transport | null = null;
  private recv: Transport | null = null;
  private opening: Promise<void> | null = null;
  private recovering: Promise<void> | null = null;
  private readonly sent = new Map<string, Sent>();
  private readonly received = new Map<string, Received>();
  private readonly listeners = new Set<() => void>();
  private closed = false;
  /** One's own tracks that must be sent again: kept until they are, however often the line is lost. */
  private readonly waiting: { source: Source; track: MediaStreamTrack; muted: boolean }[] = [];
  /** Told when a track is sent again under a new id. */
  anew: ((track: string, muted: boolean) => void) | null = null;

  /** Fetched while the class is being entered: a page is drawn before pictures can be received. */
  private readonly engine = import("mediasoup-client");

  constructor(ask: Ask) {
    this.ask = ask;
  }

  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };

  private tell(): void {
    for (const heard of this.listeners) heard();
  }

  /** Capabilities and both transports; called after every entering of the class. */
  open(): Promise<void> {
    this.opening ??= this.connect().catch((cause) => {
      this.opening = null;
      this.link = "failed";
      this.tell();
      throw cause;
    });
    return this.opening;
  }

  private async connect(): Promise<void> {
    if (!this.device) {
      const [{ Device }, { rtpCapabilities }] = await Promise.all([
        this.engine,
        this.ask({ do: "capabilities" }),
      ]);
      const device = await Device.factory();
      await device.load({ routerRtpCapabilities: rtpCapabilities as never });
      this.device = device;
    }
    [this.send, this.recv] = await Promise.all([this.transport("send"), this.transport("recv")]);
  }

  private async transport(direction: "send" | "recv"): Promise<Transport> {
    const options = (await this.ask({ do: "createTransport", direction })) as never;
    const device = this.device!;
    const made =
      direction === "send" ? device.createSendTransport(options) : device.createRecvTransport(options);
    made.on("connect", ({ dtlsParameters }, done, failed) => {
      this.ask({ do: "connectTransport", transport: made.id, dtlsParameters }).then(done, failed);
    });
    made.on("produce", ({ kind, rtpParameters, appData }, done, failed) => {
      const { source, track } = appData as { source: Source; track: string };
      this.ask({ do: "produce", transport: made.id, kind, rtpParameters, source, track }).then(
        (answer) => done({ id: String(answer.id ?? track) }),
        failed,
      );
    });
    made.on("connectionstatechange", (state) => this.linkChanged(state));
    return made;
  }

  private linkChanged(state: RTCPeerConnectionState): void {
    this.link =
      state === "connected"
        ? "connected"
        : state === "failed" || state === "disconnected"
          ? "failed"
          : "connecting";
    this.tell();
    if (state === "failed") void this.recover().catch(() => undefined);
  }

  // -- sending

  /** Send a track; the answer is its id on the timeline. */
  async publish(source: Source, track: MediaStreamTrack, muted = false): Promise<string> {
    await this.open();
    const id = newId("t");
    const { width = 0, height = 0 } = track.getSettings();
    const video = track.kind === "video";
    if (source === "screen") track.contentHint = "detail";
    const made = await this.send!.produce({
      track,
      stopTracks: false,
      encodings: video ? encodings(source, width, height) : undefined,
      codecOptions: video
        ? { videoGoogleStartBitrate: 1000 }
        : { opusDtx: true, opusFec: true, opusStereo: source === "screen_audio" },
      appData: { source, track: id },
    });
    if (muted) made.pause();
    this.sent.set(id, { producer: made, source });
    made.on("transportclose", () => this.sent.delete(id));
    this.tell();
    return id;
  }

  /** The id of the track of a kind that is sent now. */
  sending(source: Source): string | null {
    for (const [id, one] of this.sent) if (one.source === source) return id;
    return null;
  }

  allSending(): string[] {
    return [...this.sent.keys()];
  }

  /** One's own picture, for one's own tile. */
  own(track: string): MediaStreamTrack | null {
    return this.sent.get(track)?.producer.track ?? null;
  }

  setMuted(track: string, muted: boolean): void {
    const producer = this.sent.get(track)?.producer;
    if (muted) producer?.pause();
    else producer?.resume();
  }

  async replace(track: string, by: MediaStreamTrack): Promise<void> {
    const producer = this.sent.get(track)?.producer;
    const before = producer?.track;
    await producer?.replaceTrack({ track: by });
    before?.stop();
    this.tell();
  }

  /** Stop sending; the light of the camera goes out. */
  unpublish(track: string): void {
    const one = this.sent.get(track);
    if (!one) return;
    this.sent.delete(track);
    const local = one.producer.track;
    one.producer.close();
    local?.stop();
    this.tell();
  }

  // -- receiving

  /** Show a received track in an element, in the size of the element; call the answer to stop. */
  attach(track: string, element: HTMLMediaElement): () => void {
    const one = this.entry(track);
    one.viewers.set(element, { width: 0, height: 0 });
    const resized = new ResizeObserver(([seen]) => {
      const { width, height } = seen!.contentRect;
      one.viewers.set(element, {
        width: Math.round(width * devicePixelRatio),
        height: Math.round(height * devicePixelRatio),
      });
      this.fit(track);
    });
    if (element instanceof HTMLVideoElement) resized.observe(element);
    if (one.stream) show(element, one.stream);
    void this.receive(track).catch(() => undefined);
    return () => {
      resized.disconnect();
      one.viewers.delete(element);
      element.srcObject = null;
      setTimeout(() => this.rest(track), IDLE_MS);
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
    await this.open();
    if (this.closed || this.received.get(track) !== one) return;
    const rtpCapabilities = this.device!.recvRtpCapabilities;
    const recv = this.recv!;
    const told = await this.ask({ do: "consume", transport: recv.id, track, rtpCapabilities });
    const consumer = await recv.consume(told as never);
    one.consumer = consumer;
    one.stream = new MediaStream([consumer.track]);
    one.layer = "";
    consumer.on("transportclose", () => this.lose(one));
    for (const element of one.viewers.keys()) show(element, one.stream);
    await this.ask({ do: "resume", consumer: consumer.id });
    one.paused = false;
    this.fit(track);
    this.tell();
  }

  private async wake(one: Received): Promise<void> {
    if (!one.paused || !one.consumer) return;
    one.paused = false;
    await this.ask({ do: "resume", consumer: one.consumer.id });
  }

  /** Nobody looks any more: pause it. */
  private rest(track: string): void {
    const one = this.received.get(track);
    if (!one || one.viewers.size > 0 || one.paused || !one.consumer) return;
    one.paused = true;
    void this.ask({ do: "pause", consumer: one.consumer.id }).catch(() => undefined);
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
    if (!width || layer === one.layer) return;
    one.layer = layer;
    void this.ask({ do: "layer", consumer: one.consumer.id, width, height }).catch(() => undefined);
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
      void this.ask({ do: "closeConsumer", consumer: one.consumer.id }).catch(() => undefined);
      one.consumer.close();
    }
  }

  // -- after a lost line

  /** Mend the transports; what cannot be mended is made anew and every track is sent and received again. */
  recover(): Promise<void> {
    this.recovering ??= this.mend().finally(() => {
      this.recovering = null;
    });
    return this.recovering;
  }

  /** New transports, and every track sent and received again. */
  renew(): Promise<void> {
    this.recovering ??= this.rebuild().finally(() => {
      this.recovering = null;
    });
    return this.recovering;
  }

  private async mend(): Promise<void> {
    if (this.closed) return;
    const both = [this.send, this.recv].filter((one): one is Transport => one !== null && !one.closed);
    if (both.length < 2) return this.rebuild();
    try {
      for (const one of both) {
        const { iceParameters } = await this.ask({ do: "restartIce", transport: one.id });
        await one.restartIce({ iceParameters: iceParameters as never });
      }
    } catch (cause) {
      // Without a line nothing can be mended: entering the class again comes back here.
      if (cause instanceof ApiError && cause.fault === "server") throw cause;
      await this.rebuild();
    }
  }

  private async rebuild(): Promise<void> {
    for (const { producer, source } of this.sent.values())
      if (producer.track) this.waiting.push({ source, track: producer.track, muted: producer.paused });
    this.sent.clear();
    this.send?.close();
    this.recv?.close();
    for (const one of this.received.values()) this.lose(one);
    this.opening = null;
    await this.open();
    while (this.waiting.length) {
      const { source, track, muted } = this.waiting[0]!;
      if (track.readyState === "live") this.anew?.(await this.publish(source, track, muted), muted);
      this.waiting.shift();
    }
    for (const [track, one] of this.received)
      if (one.viewers.size) void this.receive(track).catch(() => undefined);
  }

  /** Share of packets lost on the way here since the last call, 0 to 1. */
  async loss(): Promise<number> {
    const stats = await this.recv?.getStats().catch(() => null);
    let lost = 0;
    let got = 0;
    stats?.forEach((one: { type: string; packetsLost?: number; packetsReceived?: number }) => {
      if (one.type !== "inbound-rtp") return;
      lost += Math.max(0, one.packetsLost ?? 0);
      got += one.packetsReceived ?? 0;
    });
    const [lostBefore, gotBefore] = this.counted;
    this.counted = [lost, got];
    const all = lost - lostBefore + (got - gotBefore);
    return all > 20 ? Math.max(0, (lost - lostBefore) / all) : 0;
  }
  private counted: [number, number] = [0, 0];

  close(): void {
    this.closed = true;
    for (const { producer } of this.sent.values()) producer.track?.stop();
    this.send?.close();
    this.recv?.close();
    this.sent.clear();
    this.received.clear();
  }
}

function show(element: HTMLMediaElement, stream: MediaStream): void {
  if (element.srcObject === stream) return;
  element.srcObject = stream;
  void element.play().catch(() => element.dispatchEvent(new Event("amphi-blocked", { bubbles: true })));
}
