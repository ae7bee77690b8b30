// The two transports of one device to the class: made when it is entered, mended when the line was lost.
import type { Device, Transport } from "mediasoup-client/types";
import { ApiError } from "../api";
import type { Source } from "../view/types";

/** Fetched with the room's code, while somebody is still in the lobby. */
const engine = import("mediasoup-client");
// Whoever needs it is told below; here nobody listens yet.
engine.catch(() => undefined);

export type Ask = (asked: Record<string, unknown>) => Promise<Record<string, unknown>>;
export type MediaLink = "new" | "connecting" | "connected" | "failed";

export class Transports {
  link: MediaLink = "new";
  closed = false;
  /** Told when the state of the link changes. */
  changed: () => void = () => undefined;
  /** Told when the way is lost for good: it must be mended. */
  failed: () => void = () => undefined;
  private device: Device | null = null;
  private send: Transport | null = null;
  private recv: Transport | null = null;
  private opening: Promise<void> | null = null;

  constructor(readonly ask: Ask) {}

  /** Capabilities and both transports; called after every entering of the class. */
  open(): Promise<void> {
    this.opening ??= this.connect().catch((cause) => {
      this.opening = null;
      this.link = "failed";
      this.changed();
      throw cause;
    });
    return this.opening;
  }

  private async connect(): Promise<void> {
    if (!this.device) {
      const [{ Device }, { rtpCapabilities }] = await Promise.all([engine, this.ask({ do: "capabilities" })]);
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
    this.changed();
    if (state === "failed") this.failed();
  }

  /** What is sent goes here; only after `open`. */
  get out(): Transport {
    return this.send!;
  }

  /** What is received comes here; only after `open`. */
  get in(): Transport {
    return this.recv!;
  }

  get capabilities() {
    return this.device!.recvRtpCapabilities;
  }

  /** Find new ways for both transports; false when they cannot be mended and must be made anew. */
  async mend(): Promise<boolean> {
    const both = [this.send, this.recv].filter((one): one is Transport => one !== null && !one.closed);
    if (both.length < 2) return false;
    try {
      for (const one of both) {
        const { iceParameters, iceServers } = await this.ask({ do: "restartIce", transport: one.id });
        // The key to the relay may have ended meanwhile.
        if (iceServers) await one.updateIceServers({ iceServers: iceServers as RTCIceServer[] });
        await one.restartIce({ iceParameters: iceParameters as never });
      }
      return true;
    } catch (cause) {
      // Without a line nothing can be mended: entering the class again comes back here.
      if (cause instanceof ApiError && cause.fault === "server") throw cause;
      return false;
    }
  }

  /** Both transports end; the next `open` makes new ones. */
  drop(): void {
    this.send?.close();
    this.recv?.close();
    this.opening = null;
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
}
