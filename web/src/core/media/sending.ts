// One's own tracks on their way to the class.
import type { Producer } from "mediasoup-client/types";
import { newId } from "../api";
import { encodings } from "../encodings";
import type { Source } from "../view/types";
import { Demand } from "./demand";
import type { Transports } from "./transports";

interface Sent {
  producer: Producer;
  source: Source;
}

export class Sending {
  /** Told when a track is sent again under a new id. */
  anew: ((track: string, muted: boolean) => void) | null = null;
  /** Which sizes of one's pictures are watched. */
  readonly demand = new Demand((track) => this.sent.get(track)?.producer.rtpSender);
  private readonly sent = new Map<string, Sent>();
  /** Tracks that must be sent again: kept until they are, however often the line is lost. */
  private readonly waiting: { source: Source; track: MediaStreamTrack; muted: boolean }[] = [];

  constructor(
    private readonly transports: Transports,
    private readonly tell: () => void,
  ) {}

  /** Send a track; the answer is its id on the timeline. */
  async publish(source: Source, track: MediaStreamTrack, muted = false): Promise<string> {
    await this.transports.open();
    const id = newId("t");
    const { width = 0, height = 0 } = track.getSettings();
    const video = track.kind === "video";
    if (source === "screen") track.contentHint = "detail";
    const made = await this.transports.out.produce({
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
  of(source: Source): string | null {
    for (const [id, one] of this.sent) if (one.source === source) return id;
    return null;
  }

  all(): string[] {
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
    this.demand.forget(track);
    const local = one.producer.track;
    one.producer.close();
    local?.stop();
    this.tell();
  }

  /** What is watched may have changed while the line was lost. */
  async askDemand(): Promise<void> {
    const { tracks } = await this.transports.ask({ do: "wanted" });
    for (const [track, layers] of Object.entries(tracks as Record<string, boolean[]>))
      this.demand.take(track, layers);
  }

  /** The transports are about to end: keep what must be sent again. */
  setAside(): void {
    for (const { producer, source } of this.sent.values())
      if (producer.track) this.waiting.push({ source, track: producer.track, muted: producer.paused });
    this.sent.clear();
  }

  /** Everything that was set aside is sent again. */
  async resend(): Promise<void> {
    while (this.waiting.length) {
      const { source, track, muted } = this.waiting[0]!;
      if (track.readyState === "live") this.anew?.(await this.publish(source, track, muted), muted);
      this.waiting.shift();
    }
  }

  close(): void {
    for (const { producer } of this.sent.values()) producer.track?.stop();
    this.sent.clear();
  }
}
