/** Plays a recorded class: the sound leads, the pictures follow, pauses are skipped, a running class grows. */
import { ClassClock } from "./clock";
import { TrackFeed } from "./feed";
import { covers, edgeOf, lastEnd, type Manifest } from "./manifest";
import { type Pause, pausesOf, skipPause } from "./pauses";
import { Picture } from "./picture";
import type { Loader, Playing } from "./playing";
import { onStageSoon, pictureAt, type ShownPiece, shownStage } from "./stage";

const TICK = 100;
const SOUND_AHEAD = 20_000;
/** A new source is fetched this long before it comes on stage. */
const STAGE_SOON = 5_000;
/** Cameras out of sight this long are let go, in seconds. */
const FORGET = 15;
/** How long to wait for sound that is there but does not start (no sound device), in seconds. */
const SOUND_PATIENCE = 6;
const PICTURE_PATIENCE = 4;
/** From the newest recorded moment: behind it the next fragment is still being written. */
const LIVE_MARGIN = 1_200;
/** The longest end of a sound that a decoder keeps to itself, in ms. */
const TAIL = 400;

export class Player {
  private readonly clock: ClassClock;
  private readonly audio: HTMLAudioElement;
  private sound: TrackFeed | null = null;
  private soundLost = false;
  private noSound = false;
  private soundWait = 0;
  private pictureWait = 0;
  /** Wall ms since which the sound stands though it should run; 0 = it runs. */
  private stoodSince = 0;
  /** Class ms up to which the clock goes on without sound. */
  private silentUntil = 0;
  private readonly pictures = new Map<string, Picture>();
  private readonly broken = new Map<string, number>();
  private manifest: Manifest;
  private pieces: ShownPiece[] = [];
  private pauses: Pause[] = [];
  private wants = false;
  private finished = false;
  private timer = 0;
  private polling = false;
  private polledAt = 0;
  private told: Playing;
  private readonly listeners = new Set<() => void>();
  /** How many cameras have a place beside the stage. */
  sideLimit = 4;

  constructor(
    manifest: Manifest,
    private readonly loader: Loader,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.clock = new ClassClock(now);
    this.audio = document.createElement("audio");
    this.audio.preload = "auto";
    this.manifest = manifest;
    this.take(manifest);
    this.polledAt = now();
    this.told = this.look();
  }

  start(): void {
    if (this.timer === 0) this.timer = window.setInterval(() => this.tick(), TICK);
    this.tick();
  }

  close(): void {
    window.clearInterval(this.timer);
    this.timer = 0;
    this.audio.pause();
    this.sound?.close();
    this.sound = null;
    for (const picture of this.pictures.values()) picture.close();
    this.pictures.clear();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): Playing => this.told;

  /** The exact class time in ms, for what moves between two snapshots. */
  position(): number {
    return this.clock.position();
  }

  play(): void {
    if (this.finished || this.clock.position() >= edgeOf(this.manifest) - 50) {
      if (this.manifest.state === "ended") this.seek(0);
    }
    this.finished = false;
    this.wants = true;
    this.soundWait = this.pictureWait = this.now();
    this.tick();
  }

  pause(): void {
    this.wants = false;
    this.clock.pause();
    this.tick();
  }

  toggle(): void {
    if (this.wants) this.pause();
    else this.play();
  }

  /** Goes to a class ms; inside a pause of the recording to its end. */
  seek(time: number): void {
    const edge = edgeOf(this.manifest);
    const wanted = Math.max(0, Math.min(time, edge - (this.manifest.state === "ended" ? 0 : LIVE_MARGIN)));
    const target = Math.min(skipPause(this.pauses, wanted), edge);
    this.finished = false;
    this.silentUntil = this.stoodSince = 0;
    this.clock.seek(target);
    this.audio.pause();
    this.sound?.jump(target);
    for (const picture of this.pictures.values()) picture.jump(target);
    this.soundWait = this.pictureWait = this.now();
    this.tick();
  }

  setRate(rate: number): void {
    this.clock.setRate(rate);
    this.audio.playbackRate = rate;
    this.tick();
  }

  /** Turning the sound on is also a new try after it was lost. */
  setMuted(muted: boolean): void {
    this.audio.muted = muted;
    if (!muted) this.noSound = this.soundLost = false;
    this.soundWait = this.now();
    this.tick();
  }

  /** The element that shows a track, while the track is in sight. */
  picture(track: string): Picture | undefined {
    return this.pictures.get(track);
  }

  private take(manifest: Manifest): void {
    this.manifest = manifest;
    this.pieces = shownStage(manifest);
    this.pauses = pausesOf(manifest.recorded, edgeOf(manifest));
    this.clock.limit = edgeOf(manifest);
    if (manifest.mix !== null) this.sound?.update(manifest.mix);
    for (const track of manifest.tracks) this.pictures.get(track.id)?.feed.update(track);
  }

  private tick(): void {
    const { manifest, clock } = this;
    let time = clock.position();
    const edge = edgeOf(manifest);
    if (this.wants) {
      const behind = skipPause(this.pauses, time);
      if (behind !== time && behind < edge) {
        this.seek(behind);
        return;
      }
      if (manifest.state === "ended" && Math.max(time, behind) >= edge - 30) this.finish(edge);
    }
    this.lead(time);
    time = clock.position();
    this.follow(time);
    this.renew(edge - time);
    this.tell();
  }

  private finish(edge: number): void {
    this.wants = false;
    this.finished = true;
    this.audio.pause();
    this.clock.pause();
    this.clock.seek(edge);
  }

  /** Decides what runs the clock: the sound, the wall, or nothing while media is on its way. */
  private lead(time: number): void {
    const mix = this.manifest.mix;
    const sounds =
      mix !== null &&
      covers(mix, time) &&
      covers(mix, time + 60) &&
      !this.soundLost &&
      time >= this.silentUntil;
    if (mix !== null && !this.soundLost)
      this.openSound().pump(time, SOUND_AHEAD * Math.max(1, this.clock.rate));
    if (this.sound?.state === "failed" || this.sound?.state === "unsupported") this.loseSound();
    if (!this.wants || !sounds) {
      if (this.clock.led) this.clock.follow(null);
      if (!this.audio.paused) this.audio.pause();
      if (!this.wants || this.atEdge(time)) this.clock.pause();
      else this.runSilent(time);
      return;
    }
    if (this.clock.led) {
      if (this.audio.paused) this.clock.follow(null);
      else if (this.audio.readyState < 3) this.stand(time);
      else this.stoodSince = 0;
      return;
    }
    this.startSound(time);
  }

  /** The sound stands: over a small crack in its buffer, or on without it where it is about to end anyway. */
  private stand(time: number): void {
    if (this.stoodSince === 0) this.stoodSince = this.now();
    const next = this.sound?.holds(time + 50) ? null : this.sound?.soon(time, 1_000);
    if (next && !this.audio.seeking) this.audio.currentTime = next / 1000;
    // Decoders keep back the last frames before an end; in a running class the end is only the edge.
    const { mix, state } = this.manifest;
    const ends =
      mix !== null && !covers(mix, time + TAIL) && (state === "ended" || time + TAIL < lastEnd(mix));
    if (ends && this.now() - this.stoodSince > TAIL) {
      this.silentUntil = time + 2 * TAIL;
      this.stoodSince = 0;
    }
  }

  private atEdge(time: number): boolean {
    return this.manifest.state !== "ended" && time >= edgeOf(this.manifest) - 20;
  }

  /** No sound here: the clock runs by itself as soon as the stage has its picture, or after a little patience. */
  private runSilent(time: number): void {
    const picture = pictureAt(this.manifest, this.pieces, time, false).stage;
    const held = picture === null || (this.pictures.get(picture.id)?.feed.holds(time) ?? false);
    if (held || this.now() - this.pictureWait > PICTURE_PATIENCE * 1000) this.clock.play();
    else this.clock.pause();
  }

  private startSound(time: number): void {
    const { audio, sound } = this;
    if (sound === null) return;
    const begin = sound.holds(time) ? time : sound.soon(time, 400);
    if (begin === null) {
      this.clock.pause();
      this.soundWait = this.now();
      return;
    }
    if (Math.abs(audio.currentTime * 1000 - begin) > 60 && !audio.seeking) audio.currentTime = begin / 1000;
    audio.playbackRate = this.clock.rate;
    if (audio.paused) audio.play().catch((problem: unknown) => this.refused(problem));
    if (!audio.paused && !audio.seeking && audio.readyState >= 3) {
      this.clock.play();
      this.clock.follow(() => (audio.paused ? null : audio.currentTime * 1000));
    } else {
      this.clock.pause();
      if (this.now() - this.soundWait > SOUND_PATIENCE * 1000) this.loseSound();
    }
  }

  /** Without a gesture browsers refuse sound: then the page waits for Play. */
  private refused(problem: unknown): void {
    if (problem instanceof DOMException && problem.name === "NotAllowedError") this.pause();
  }

  private openSound(): TrackFeed {
    if (this.sound === null && this.manifest.mix !== null) {
      this.sound = new TrackFeed(this.audio, this.manifest.mix, this.loader.bytes);
    }
    return this.sound as TrackFeed;
  }

  /** First try again muted (a machine without a sound card), then go on without. */
  private loseSound(): void {
    this.clock.follow(null);
    this.sound?.close();
    this.sound = null;
    if (this.noSound || this.audio.muted) this.soundLost = true;
    this.noSound = true;
    this.audio.muted = true;
    this.soundWait = this.now();
  }

  private follow(time: number): void {
    const seconds = this.now() / 1000;
    const running = this.clock.playing && this.wants && (!this.clock.led || this.audio.readyState >= 3);
    for (const id of this.inSight(time)) {
      const picture = this.pictures.get(id) ?? this.openPicture(id);
      if (picture === null) continue;
      picture.usedAt = seconds;
      picture.keep(time, this.clock.rate, running, seconds);
      if (picture.feed.state === "failed") this.drop(id, picture);
    }
    for (const [id, picture] of this.pictures) {
      if (seconds - picture.usedAt > FORGET) {
        picture.close();
        this.pictures.delete(id);
      } else if (picture.usedAt !== seconds && !picture.video.paused) picture.video.pause();
    }
  }

  private drop(id: string, picture: Picture): void {
    this.broken.set(id, (this.broken.get(id) ?? 0) + 1);
    picture.close();
    this.pictures.delete(id);
  }

  private inSight(time: number): Set<string> {
    const ids = new Set(onStageSoon(this.pieces, time, STAGE_SOON));
    const { stage, side } = pictureAt(this.manifest, this.pieces, time, false);
    if (stage !== null) ids.add(stage.id);
    for (const track of side.slice(0, this.sideLimit)) ids.add(track.id);
    return ids;
  }

  private openPicture(id: string): Picture | null {
    const track = this.manifest.tracks.find((one) => one.id === id);
    if (track === undefined || track.fragments.length === 0 || (this.broken.get(id) ?? 0) > 2) return null;
    const picture = new Picture(track, this.loader.bytes);
    this.pictures.set(id, picture);
    return picture;
  }

  /** While the class runs its manifest grows: often near the edge, seldom far from it. */
  private renew(left: number): void {
    if (this.manifest.state === "ended" || this.polling) return;
    if (this.now() - this.polledAt < (left < 30_000 ? 1_000 : 5_000)) return;
    this.polling = true;
    this.loader
      .manifest()
      .then((manifest) => this.timer !== 0 && this.take(manifest))
      .catch(() => undefined)
      .finally(() => {
        this.polledAt = this.now();
        this.polling = false;
      });
  }

  private sights(): string {
    const time = this.clock.position();
    const ready: string[] = [];
    const bare: string[] = [];
    for (const [id, picture] of this.pictures) (picture.ready(time) ? ready : bare).push(id);
    return `${ready.join(" ")}|${bare.join(" ")}`;
  }

  private look(): Playing {
    const moving = this.clock.playing && (!this.clock.led || this.audio.readyState >= 3);
    return {
      position: Math.round(this.clock.position() / 100) * 100,
      playing: this.wants,
      waiting: this.wants && !moving,
      finished: this.finished,
      rate: this.clock.rate,
      muted: this.audio.muted,
      noSound: this.noSound,
      edge: edgeOf(this.manifest),
      manifest: this.manifest,
      pieces: this.pieces,
      pauses: this.pauses,
      pictures: this.sights(),
    };
  }

  private tell(): void {
    const seen = this.look();
    const keys = Object.keys(seen) as (keyof Playing)[];
    if (keys.every((key) => seen[key] === this.told[key])) return;
    this.told = seen;
    for (const listener of this.listeners) listener();
  }
}
