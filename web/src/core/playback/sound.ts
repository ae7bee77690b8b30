/** The sound of the class while it plays: it leads the clock wherever there is any that this browser can sound. */
import type { ClassClock } from "./clock";
import { Evened } from "./evened";
import { type FetchBytes, TrackFeed } from "./feed";
import { covers, lastEnd, type RecordedTrack } from "./manifest";
import { SteadyTime, tellsLate } from "./steady";

const AHEAD = 20_000;
/** How long to wait for sound that is there but does not start (no sound device), in seconds. */
const PATIENCE = 6;
/** The longest end of a sound that a decoder keeps to itself, in ms. */
const TAIL = 400;
/** Class ms that the sound may be off where it begins. */
const LOOSE = 60;

function element(): HTMLAudioElement {
  const made = document.createElement("audio");
  made.preload = "auto";
  // Faster and slower, but nobody sounds like a mouse or a bear.
  made.preservesPitch = true;
  return made;
}

export class Sound {
  /** The browser could not sound the recording. */
  none = false;
  /** Told when the browser wants a gesture before any sound. */
  refused: () => void = () => undefined;
  private audio = element();
  private readonly evened: Evened;
  private feed: TrackFeed | null = null;
  private mix: RecordedTrack | null = null;
  private readonly steady = new SteadyTime();
  private lost = false;
  private waitedFrom = 0;
  /** Wall ms since which the sound stands though it should run; 0 = it runs. */
  private stoodSince = 0;
  /** Class ms up to which the clock goes on without sound. */
  private silentUntil = 0;

  constructor(
    private readonly clock: ClassClock,
    private readonly bytes: FetchBytes,
    private readonly now: () => number,
  ) {
    this.evened = new Evened(this.audio, now);
    this.evened.lost = () => this.replace();
  }

  /** `gain`: by how many dB it is to be louder. */
  take(mix: RecordedTrack | null, gain = 0): void {
    this.evened.gain = gain;
    // Mixed anew, without somebody: nothing of the other file is to be heard.
    if (this.mix !== null && this.mix.file !== mix?.file) {
      this.rest();
      this.feed?.close();
      this.feed = null;
    }
    this.mix = mix;
    if (mix !== null) this.feed?.update(mix);
  }

  get muted(): boolean {
    return this.audio.muted;
  }

  /** Turning the sound on is also a new try after it was lost. */
  setMuted(muted: boolean): void {
    this.audio.muted = muted;
    if (!muted) this.none = this.lost = false;
    this.patiently();
  }

  /** Whether quiet classes are made louder, and loud ones quieter: at once, so sound that plays begins anew for it. */
  set even(even: boolean) {
    this.evened.even = even;
    if (this.evened.waits) this.anew();
  }

  /** Sound that plays begins anew, and passes then where it is to pass. */
  private anew(): void {
    this.clock.follow(null);
    this.audio.pause();
  }

  setRate(rate: number): void {
    this.audio.playbackRate = rate;
  }

  /** Patience begins anew. */
  patiently(): void {
    this.waitedFrom = this.now();
  }

  /** Whether what leads the clock moves now: true also when the clock runs without sound. */
  get flows(): boolean {
    return !this.clock.led || this.audio.readyState >= 3;
  }

  /** Ms of sound in the buffer from `time` ms on, null while no sound leads. */
  inHand(time: number): number | null {
    return this.clock.led && this.feed !== null ? this.feed.inHand(time) : null;
  }

  /** Keeps a stretch from `time` ms in the buffer; notices when this browser cannot play it. */
  prepare(time: number): void {
    if (this.mix === null || this.lost) return;
    this.feed ??= new TrackFeed(this.audio, this.mix, this.bytes);
    this.feed.pump(time, AHEAD * Math.max(1, this.clock.rate));
    if (this.feed.state === "failed" || this.feed.state === "unsupported") this.lose();
  }

  /** Whether there is sound at `time` ms to lead with. */
  has(time: number): boolean {
    const { mix } = this;
    if (mix === null || this.lost || time < this.silentUntil) return false;
    return covers(mix, time) && covers(mix, time + 60);
  }

  /** Nothing to sound: the clock is let go. */
  rest(): void {
    if (this.clock.led) this.clock.follow(null);
    if (!this.audio.paused) this.audio.pause();
    this.evened.rest();
  }

  /** Sounds and leads the clock from `time` ms; `ended` says that nothing more is being recorded. */
  lead(time: number, ended: boolean): void {
    if (!this.clock.led) this.begin(time);
    else if (this.evened.comes) this.anew();
    else if (this.audio.paused || !this.evened.passes) this.clock.follow(null);
    else if (this.audio.readyState < 3) this.stand(time, ended);
    else this.stoodSince = 0;
  }

  /** The sound stands: over a small crack in its buffer, or on without it where it is about to end anyway. */
  private stand(time: number, ended: boolean): void {
    if (this.stoodSince === 0) this.stoodSince = this.now();
    const next = this.feed?.holds(time + 50) ? null : this.feed?.soon(time, 1_000);
    if (next && !this.audio.seeking) this.audio.currentTime = next / 1000;
    // Decoders keep back the last frames before an end; in a running class the end is only the edge.
    const { mix } = this;
    const ends = mix !== null && !covers(mix, time + TAIL) && (ended || time + TAIL < lastEnd(mix));
    if (ends && this.now() - this.stoodSince > TAIL) {
      this.silentUntil = time + 2 * TAIL;
      this.stoodSince = 0;
    }
  }

  private begin(time: number): void {
    const ready = this.evened.ready();
    const { audio, feed } = this;
    if (feed === null) return;
    const from = feed.holds(time) ? time : feed.soon(time, 400);
    if (from === null || !ready) {
      this.clock.pause();
      this.patiently();
      return;
    }
    const off = audio.currentTime * 1000 - from;
    // After a pause the element is ahead by what was on its way to be heard.
    if ((off < -LOOSE || off > LOOSE + this.late) && !audio.seeking) audio.currentTime = from / 1000;
    audio.playbackRate = this.clock.rate;
    if (audio.paused) audio.play().catch((problem: unknown) => this.heed(problem));
    if (!audio.paused && !audio.seeking && audio.readyState >= 3) {
      this.clock.play();
      this.steady.reset();
      this.clock.follow(() => (audio.paused ? null : Math.max(from, this.sounding - this.late)));
    } else {
      this.clock.pause();
      if (this.now() - this.waitedFrom > PATIENCE * 1000) this.lose();
    }
  }

  /** Class ms that the element sounds just now. */
  private get sounding(): number {
    const { audio } = this;
    const told = audio.currentTime * 1000;
    return tellsLate() ? this.steady.read(told, this.now(), audio.playbackRate) : told;
  }

  /** Class ms by which what is heard is behind what the element says. */
  private get late(): number {
    return this.evened.lag * this.clock.rate;
  }

  /** Another element sounds from now on, by itself. */
  private replace(): void {
    this.clock.follow(null);
    this.audio.pause();
    this.feed?.close();
    this.feed = null;
    const { muted } = this.audio;
    this.audio = element();
    this.audio.muted = muted;
    this.evened.plain(this.audio);
    this.patiently();
  }

  /** Without a gesture browsers refuse sound: then the page waits for Play. */
  private heed(problem: unknown): void {
    if (!(problem instanceof DOMException) || problem.name !== "NotAllowedError") return;
    this.evened.again();
    this.refused();
  }

  /** First try again without an amplifier, then muted (a machine without a sound card), then go on without. */
  private lose(): void {
    if (this.evened.holds) {
      this.replace();
      return;
    }
    this.clock.follow(null);
    this.feed?.close();
    this.feed = null;
    if (this.none || this.audio.muted) this.lost = true;
    this.none = true;
    this.audio.muted = true;
    this.patiently();
  }

  pause(): void {
    this.audio.pause();
  }

  jump(time: number): void {
    this.silentUntil = this.stoodSince = 0;
    this.audio.pause();
    this.feed?.jump(time);
    this.patiently();
  }

  close(): void {
    this.audio.pause();
    this.feed?.close();
    this.feed = null;
    this.evened.close();
  }
}
