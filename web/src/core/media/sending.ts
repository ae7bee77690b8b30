// One's own tracks on their way to the class.
import type { Producer } from "mediasoup-client/types";
import { ApiError, newId } from "../api";
import { type Choices, USUAL } from "../choices";
import { type Encoding, encodings, lowered, single } from "../encodings";
import type { Source } from "../view/types";
import { Demand } from "./demand";
import type { Transports } from "./transports";

interface Sent {
  producer: Producer;
  source: Source;
  /** How it is sent as long as nothing is saved. */
  usual: Encoding[];
}
/** In this order, unless another is chosen; every browser has one of the two (RFC 7742 section 5). */
const FORMATS = ["video/H264", "video/VP8"];

export class Sending {
  /** Told when a track is sent again under a new id. */
  anew: ((track: string, muted: boolean) => void) | null = null;
  /** Told when the device of a track is gone, whichever device it comes from by now. */
  ended: ((source: Source) => void) | null = null;
  /** Told when a track is not sent again, since its owner may no longer. */
  forbidden: ((source: Source, track: MediaStreamTrack, cause: ApiError) => void) | null = null;
  choices: Choices = USUAL;
  /** Formats that somebody in class cannot play. */
  readonly refused = new Set<string>();
  /** Which sizes of one's pictures are watched. */
  readonly demand = new Demand(
    (track) => this.sent.get(track)?.producer.rtpSender,
    (track) => this.choices.mode !== "full" && this.sent.get(track)?.source === "camera",
  );
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
    const video = track.kind === "video";
    if (source === "screen") hint(track, this.choices.screen);
    this.heed(source, track);
    const codec = video ? this.codec() : undefined;
    const usual = this.usual(source, track, codec?.mimeType);
    const made = await this.transports.out.produce({
      track,
      codec,
      stopTracks: false,
      encodings: video ? this.shaped(usual, source, track) : undefined,
      codecOptions: video ? { videoGoogleStartBitrate: 1000 } : this.voice(source),
      appData: { source, track: id },
    });
    if (muted) made.pause();
    this.sent.set(id, { producer: made, source, usual });
    made.on("transportclose", () => this.sent.delete(id));
    this.tell();
    return id;
  }

  private heed(source: Source, track: MediaStreamTrack): void {
    track.addEventListener("ended", () => {
      if ([...this.sent.values()].some((one) => one.producer.track === track)) this.ended?.(source);
    });
  }

  /** The chosen format, else H.264, else VP8; never one that somebody cannot play. */
  private codec() {
    const { format } = this.choices;
    const wanted = format === "auto" ? FORMATS : [`video/${format}`, ...FORMATS];
    for (const mime of wanted) {
      const found = this.refused.has(mime) ? undefined : this.transports.codec(mime);
      if (found) return found;
    }
    return undefined;
  }

  private usual(source: Source, track: MediaStreamTrack, mime = ""): Encoding[] {
    if (track.kind !== "video") return [];
    const { width = 0, height = 0 } = track.getSettings();
    const several = encodings(source, width, height, this.choices.screen);
    return FORMATS.includes(mime) || !mime ? several : single(several);
  }

  private shaped(usual: Encoding[], source: Source, track: MediaStreamTrack): Encoding[] {
    return this.choices.mode === "full" ? usual : lowered(usual, source, track.getSettings().height ?? 0);
  }

  /** Voices rest in silence (DTX) and mend small losses (FEC); music is left as it is. */
  private voice(source: Source) {
    const music = source === "screen_audio" || this.choices.original;
    return music
      ? { opusDtx: false, opusFec: true, opusStereo: true, opusMaxAverageBitrate: 128_000 }
      : { opusDtx: true, opusFec: true, opusStereo: false };
  }

  /** The mode or the kind of the screen was changed: send what is sent accordingly. */
  async reshape(): Promise<void> {
    for (const [id, one] of this.sent) {
      const { track } = one.producer;
      if (track?.kind !== "video") continue;
      if (one.source === "screen") {
        hint(track, this.choices.screen);
        one.usual = this.usual(one.source, track, one.producer.rtpParameters.codecs[0]?.mimeType);
      }
      const wanted = this.shaped(one.usual, one.source, track);
      await this.demand.settle(id, (index) => {
        const { rid: _, ...shape } = wanted[index] ?? {};
        return shape;
      });
    }
  }

  /** The id of the track of a kind that is sent now. */
  of(source: Source): string | null {
    for (const [id, one] of this.sent) if (one.source === source) return id;
    return null;
  }

  all(): string[] {
    return [...this.sent.keys()];
  }

  /** The class's track of each media track that is being sent now. */
  playing(): Map<string, string> {
    return new Map([...this.sent].map(([id, one]) => [one.producer.track?.id ?? "", id]));
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
    const one = this.sent.get(track);
    if (!one) return by.stop();
    const before = one.producer.track;
    this.heed(one.source, by);
    await one.producer.replaceTrack({ track: by });
    before?.stop();
    this.tell();
  }

  /** Stop sending; the device stays on, and its track is handed back. */
  release(track: string): MediaStreamTrack | null {
    const one = this.sent.get(track);
    if (!one) return null;
    this.sent.delete(track);
    this.demand.forget(track);
    const local = one.producer.track;
    one.producer.close();
    this.tell();
    return local;
  }

  /** Stop sending; the light of the camera goes out. */
  unpublish(track: string): void {
    this.release(track)?.stop();
  }

  /** What is watched may have changed while the line was lost. */
  async askDemand(): Promise<void> {
    const { tracks } = await this.transports.ask({ do: "wanted" });
    for (const [track, layers] of Object.entries(tracks as Record<string, boolean[]>))
      this.demand.take(track, layers);
  }

  /** Their transport is about to end, or the class ended them: keep what must be sent again. */
  setAside(tracks: readonly string[] = this.all()): void {
    for (const id of tracks) {
      const one = this.sent.get(id);
      if (!one) continue;
      const { producer, source } = one;
      if (producer.track) this.waiting.push({ source, track: producer.track, muted: producer.paused });
      this.sent.delete(id);
      producer.close();
    }
  }

  /** Everything that was set aside is sent again. */
  async resend(): Promise<void> {
    while (this.waiting.length) {
      const { source, track, muted } = this.waiting[0]!;
      if (track.readyState === "live")
        try {
          this.anew?.(await this.publish(source, track, muted), muted);
        } catch (cause) {
          if (!isForbidden(cause)) throw cause;
          this.forbidden?.(source, track, cause);
        }
      this.waiting.shift();
    }
  }

  close(): void {
    for (const { producer } of this.sent.values()) producer.track?.stop();
    this.sent.clear();
  }
}

/** A right that this person does not have now: trying again is of no use. */
export const isForbidden = (cause: unknown): cause is ApiError =>
  cause instanceof ApiError && cause.code.startsWith("may_not_");

/** Letters must be sharp, or movement smooth: the browser cannot know which. */
function hint(track: MediaStreamTrack, kind: Choices["screen"]): void {
  track.contentHint = kind === "text" ? "detail" : "motion";
  void track.applyConstraints?.({ frameRate: { max: kind === "text" ? 10 : 30 } }).catch(() => undefined);
}
