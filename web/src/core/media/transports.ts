// The two transports of one device to the class: made when it is entered, mended when the line was lost.
import type { Device, Transport, TransportOptions } from "mediasoup-client/types";
import { ApiError } from "../api";
import type { Source } from "../view/types";

/** Fetched with the room's code, while somebody is still in the lobby. */
const engine = import("mediasoup-client");
// Whoever needs it is told below; here nobody listens yet.
engine.catch(() => undefined);

export type Ask = (asked: Record<string, unknown>) => Promise<Record<string, unknown>>;
export type MediaLink = "new" | "connecting" | "connected" | "failed";
export type Direction = "send" | "recv";

/** A way that stays broken so long is not a moment's noise: another one is looked for. */
const NOISE_MS = 1_500;
/** While there is none it is looked for again so often. */
const AGAIN_MS = 4_000;
/** After so many new ways that led nowhere the transport itself is taken for broken. */
const MOST_WAYS = 3;

/** What this browser can send and receive, measured against what the server can. */
export async function loadDevice(rtpCapabilities: unknown): Promise<Device> {
  const { Device } = await engine;
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: rtpCapabilities as never });
  return device;
}

/** One direction, and how it fares. */
class Way {
  transport: Transport | null = null;
  state: RTCPeerConnectionState = "new";
  /** Ways tried since it last carried. */
  tried = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly lost: () => void) {}

  changed(state: RTCPeerConnectionState): void {
    this.state = state;
    if (state === "connected") {
      this.tried = 0;
      clearTimeout(this.timer);
    } else if (state === "disconnected") this.later(NOISE_MS);
    else if (state === "failed") this.later(0);
  }

  /** Ask for mending, and again until it carries. */
  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.lost();
      this.later(AGAIN_MS);
    }, ms);
  }

  drop(): void {
    clearTimeout(this.timer);
    this.transport?.close();
    this.transport = null;
    this.state = "new";
    this.tried = 0;
  }
}

/** The key to the relay may have ended meanwhile. Not every Firefox can take another: ways without it are found all the same. */
async function renewRelay(transport: Transport, iceServers: RTCIceServer[] = []): Promise<void> {
  if (iceServers.length) await transport.updateIceServers({ iceServers }).catch(() => undefined);
}

export class Transports {
  closed = false;
  /** Told when the state of the link changes. */
  changed: () => void = () => undefined;
  /** Told when a way is lost: it must be mended. */
  failed: () => void = () => undefined;
  private device: Device | null = null;
  private readonly ways = { send: new Way(() => this.failed()), recv: new Way(() => this.failed()) };
  private opening: Promise<void> | null = null;

  /** `ready`: loaded in the lobby; null when that failed. */
  constructor(
    readonly ask: Ask,
    private readonly ready: Promise<Device | null> = Promise.resolve(null),
  ) {}

  get link(): MediaLink {
    const states = [this.ways.send.state, this.ways.recv.state];
    if (states.some((state) => state === "failed" || state === "disconnected")) return "failed";
    if (states.includes("connecting")) return "connecting";
    return states.includes("connected") ? "connected" : "new";
  }

  /** Capabilities and both transports; called after every entering of the class. */
  open(): Promise<void> {
    this.opening ??= this.connect().catch((cause) => {
      this.opening = null;
      this.changed();
      throw cause;
    });
    return this.opening;
  }

  private async connect(): Promise<void> {
    const asked = this.missing().map(async (direction) => ({
      direction,
      options: await this.ask({ do: "createTransport", direction }),
    }));
    const [device, ...told] = await Promise.all([this.loaded(), ...asked]);
    for (const { direction, options } of told) this.transport(device, direction, options as never);
  }

  private missing(): Direction[] {
    return (["send", "recv"] as const).filter((direction) => !this.ways[direction].transport);
  }

  private async loaded(): Promise<Device> {
    this.device ??= await this.ready;
    this.device ??= await loadDevice((await this.ask({ do: "capabilities" })).rtpCapabilities);
    return this.device;
  }

  private transport(device: Device, direction: Direction, options: TransportOptions): void {
    const made =
      direction === "send" ? device.createSendTransport(options) : device.createRecvTransport(options);
    const way = this.ways[direction];
    way.transport = made;
    // Waited for: a greeting that is there before the server expects it is lost, and repeated seconds later.
    made.on("connect", ({ dtlsParameters }, done, failed) => {
      this.ask({ do: "connectTransport", transport: made.id, dtlsParameters }).then(() => done(), failed);
    });
    made.on("produce", ({ kind, rtpParameters, appData }, done, failed) => {
      const { source, track } = appData as { source: Source; track: string };
      this.ask({ do: "produce", transport: made.id, kind, rtpParameters, source, track }).then(
        (answer) => done({ id: String(answer.id ?? track) }),
        failed,
      );
    });
    made.on("connectionstatechange", (state) => {
      if (way.transport !== made) return;
      way.changed(state);
      this.changed();
    });
  }

  /** The direction of a transport, null when it is none of these. */
  named(id: string): Direction | null {
    return (["send", "recv"] as const).find((direction) => this.ways[direction].transport?.id === id) ?? null;
  }

  /** Whether nothing ever went that way. */
  unused(direction: Direction): boolean {
    return this.ways[direction].state === "new";
  }

  /** What is sent goes here; only after `open`. */
  get out(): Transport {
    return this.ways.send.transport!;
  }

  /** What is received comes here; only after `open`. */
  get in(): Transport {
    return this.ways.recv.transport!;
  }

  get capabilities() {
    return this.device!.recvRtpCapabilities;
  }

  /** Find new ways for both transports at once; the answer names those that cannot be mended. */
  async mend(): Promise<Direction[]> {
    const dead = new Set<Direction>(this.missing());
    const found = (["send", "recv"] as const).filter((direction) => !dead.has(direction));
    await Promise.all(
      found.map(async (direction) => {
        if (!(await this.restart(this.ways[direction]))) dead.add(direction);
      }),
    );
    return [...dead];
  }

  private async restart(way: Way): Promise<boolean> {
    const { transport } = way;
    if (way.state === "connected") way.tried = 0; // no news may come of a new way that is as good as the old one
    if (!transport || transport.closed || way.tried >= MOST_WAYS) return false;
    try {
      const { iceParameters, iceServers } = await this.ask({ do: "restartIce", transport: transport.id });
      await renewRelay(transport, iceServers as RTCIceServer[] | undefined);
      way.tried += 1;
      await transport.restartIce({ iceParameters: iceParameters as never });
      return true;
    } catch (cause) {
      // Without a line nothing can be mended: entering the class again comes back here.
      if (cause instanceof ApiError && (cause.fault === "server" || cause.code === "not_present"))
        throw cause;
      return false;
    }
  }

  /** These transports end; the next `open` makes new ones. */
  drop(which: readonly Direction[] = ["send", "recv"]): void {
    for (const direction of which) this.ways[direction].drop();
    this.opening = null;
  }

  /** What the browser counts of what is sent, and of what is received. */
  stats(): Promise<[RTCStatsReport | null, RTCStatsReport | null]> {
    const of = async ({ transport }: Way) =>
      transport && !transport.closed ? await transport.getStats().catch(() => null) : null;
    return Promise.all([of(this.ways.send), of(this.ways.recv)]);
  }

  /** The codec of this name if this browser can send it, else undefined. */
  codec(mime: string) {
    const { codecs = [] } = this.device!.sendRtpCapabilities;
    return codecs.find((one) => one.mimeType.toLowerCase() === mime.toLowerCase());
  }
}
