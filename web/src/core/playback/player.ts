/** Plays a recorded class: the sound leads, the pictures follow, pauses are skipped, a running class grows. */
import { ClassClock } from "./clock";
import { Growing } from "./growing";
import { edgeOf, goesOn, type Manifest } from "./manifest";
import { Aim, Nearness } from "./nearness";
import { type Pause, pausesOf, skipPause } from "./pauses";
import type { Picture } from "./picture";
import { Pictures } from "./pictures";
import { shownAt } from "./place";
import type { Loader, Playing } from "./playing";
import { stretchAt } from "./silence";
import type { Loaded } from "./sizes";
import { Sound } from "./sound";
import { Stops } from "./stops";

const TICK = 100;
/** How long a class without sound waits for the picture of its stage, in seconds. */
const PICTURE_PATIENCE = 4;
/** From the newest recorded moment, for whoever goes there: behind it the next fragment is still being written. */
const LIVE_MARGIN = 900;

export class Player {
  private readonly clock: ClassClock;
  private readonly sound: Sound;
  private readonly pictures: Pictures;
  private pictureWait = 0;
  private manifest: Manifest;
  private pauses: Pause[] = [];
  /** Silences to leave out; none when every second is wanted. */
  silences: readonly Pause[] = [];
  private left: Pause | null = null;
  /** Where to stop by itself. */
  readonly stops = new Stops();
  /** Whoever goes into a silence by hand hears it, up to this class ms. */
  private heardTo = 0;
  private wants = false;
  private finished = false;
  private timer = 0;
  private rate = 1;
  private readonly growing: Growing;
  private readonly nearness = new Nearness();
  private readonly aim = new Aim();
  private told: Playing;
  private readonly listeners = new Set<() => void>();

  constructor(
    manifest: Manifest,
    private readonly loader: Loader,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.clock = new ClassClock(now);
    this.sound = new Sound(this.clock, loader.bytes, now);
    this.sound.refused = () => this.pause();
    this.pictures = new Pictures(manifest, loader.bytes);
    this.manifest = manifest;
    this.take(manifest);
    const first = skipPause(this.pauses, 0);
    if (first < edgeOf(manifest)) this.clock.seek(first);
    this.growing = new Growing(loader, now, (grown) => this.grown(grown));
    this.told = this.look();
  }

  start(): void {
    if (this.timer === 0) this.timer = window.setInterval(() => this.tick(), TICK);
    this.tick();
  }

  close(): void {
    window.clearInterval(this.timer);
    this.timer = 0;
    this.growing.close();
    this.sound.close();
    this.pictures.close();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): Playing => this.told;

  /** The exact class time in ms, for what moves between two snapshots. */
  readonly position = (): number => this.clock.position();

  /** How many cameras have a place beside the stage. */
  set sideLimit(limit: number) {
    this.pictures.sideLimit = limit;
  }

  /** Who is in the spotlight now. */
  set lit(people: readonly string[]) {
    this.pictures.lit = people;
  }

  /** Which pictures are loaded at all. */
  set loaded(loaded: Loaded) {
    this.pictures.loaded = loaded;
    this.tick();
  }

  /** Whether quiet classes are made louder, and loud ones quieter. */
  set even(even: boolean) {
    this.sound.even = even;
  }

  play(): void {
    const over = this.finished || this.clock.position() >= edgeOf(this.manifest) - 50;
    if (over && !goesOn(this.manifest)) this.go(0, -1);
    this.finished = false;
    this.wants = true;
    this.patiently();
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
    this.heardTo = stretchAt(this.silences, time)?.to ?? 0;
    this.left = null;
    const newest = goesOn(this.manifest) && time >= edgeOf(this.manifest) - LIVE_MARGIN;
    this.aim.take(newest, this.now());
    if (newest) this.growing.hurry();
    this.go(time, time);
  }

  /** Plays by a manifest told anew: the class was edited meanwhile. */
  async renewed(): Promise<void> {
    const manifest = await this.loader.manifest();
    this.take(manifest);
    const at = this.clock.position();
    // What is cut out now is left at once.
    if (skipPause(this.pauses, at) !== at) this.seek(at);
    else this.tick();
  }

  /** `behind`: stops up to there do not count any more. */
  private go(time: number, behind?: number): void {
    const edge = edgeOf(this.manifest);
    const wanted = Math.max(0, Math.min(time, edge - (goesOn(this.manifest) ? LIVE_MARGIN : 0)));
    this.nearness.reset();
    const target = Math.min(skipPause(this.pauses, wanted), edge);
    this.finished = false;
    if (behind !== undefined) this.stops.leave(behind < 0 ? behind : target);
    this.clock.seek(target);
    this.sound.jump(target);
    this.pictures.jump(target);
    this.patiently();
    this.tick();
  }

  private patiently(): void {
    this.pictureWait = this.now();
    this.sound.patiently();
  }

  setRate(rate: number): void {
    this.rate = rate;
    this.pace(rate);
    this.tick();
  }

  private pace(rate: number): void {
    if (this.clock.rate === rate) return;
    this.clock.setRate(rate);
    this.sound.setRate(rate);
  }

  setMuted(muted: boolean): void {
    this.sound.setMuted(muted);
    this.tick();
  }

  /** The element that shows a track, while the track is in sight. */
  picture(track: string): Picture | undefined {
    return this.pictures.of(track);
  }

  private take(manifest: Manifest): void {
    this.manifest = manifest;
    this.pauses = pausesOf(manifest.recorded, edgeOf(manifest));
    this.clock.limit = edgeOf(manifest);
    this.sound.take(manifest.mix, manifest.gain ?? 0);
    this.pictures.take(manifest);
  }

  private tick(): void {
    const { manifest, clock } = this;
    let time = clock.position();
    const edge = edgeOf(manifest);
    if (this.wants) {
      const behind = skipPause(this.pauses, time);
      if (behind !== time && behind < edge) {
        this.go(behind);
        return;
      }
      const silence = stretchAt(this.silences, time);
      if (silence !== null && silence.to > this.heardTo && silence.to < edge) {
        this.left = { from: time, to: silence.to };
        this.go(silence.to);
        return;
      }
      if (this.stops.meets(time)) {
        this.pause();
        return;
      }
      if (!goesOn(this.manifest) && Math.max(time, behind) >= edge - 30) this.finish(edge);
    }
    this.lead(time);
    time = clock.position();
    const running = clock.playing && this.wants && this.sound.flows;
    this.pictures.follow(time, clock.rate, running, this.now() / 1000);
    if (goesOn(manifest)) this.approach(time, edge - time);
    else this.pace(this.rate);
    this.tell();
  }

  /** A running class: what is new of it is asked for, and its newest moment is come as near to as goes well. */
  private approach(time: number, left: number): void {
    const { sound, nearness } = this;
    this.pace(nearness.step(left, sound.inHand(time), !sound.flows, this.rate, this.now()));
    this.growing.keep(this.manifest, left, TICK);
  }

  private finish(edge: number): void {
    this.wants = false;
    this.finished = true;
    this.sound.pause();
    this.clock.pause();
    this.clock.seek(edge);
  }

  /** Decides what runs the clock: the sound, the wall, or nothing while media is on its way. */
  private lead(time: number): void {
    const sounds = this.sound.has(time);
    this.sound.prepare(time);
    if (this.wants && sounds) {
      this.sound.lead(time, !goesOn(this.manifest));
      return;
    }
    this.sound.rest();
    const atEdge = goesOn(this.manifest) && time >= edgeOf(this.manifest) - 20;
    if (!this.wants || atEdge) this.clock.pause();
    else this.runSilent(time);
  }

  /** No sound here: the clock runs by itself as soon as the stage has its picture, or after a little patience. */
  private runSilent(time: number): void {
    if (this.pictures.holds(time) || this.now() - this.pictureWait > PICTURE_PATIENCE * 1000)
      this.clock.play();
    else this.clock.pause();
  }

  private grown(manifest: Manifest): void {
    this.take(manifest);
    const off = edgeOf(manifest) - LIVE_MARGIN - this.clock.position();
    if (this.wants && this.aim.misses(off, this.now())) this.go(edgeOf(manifest));
    else this.tick();
  }

  private look(): Playing {
    const { clock, sound, manifest } = this;
    return {
      position: shownAt(clock.position()),
      playing: this.wants,
      waiting: this.wants && !(clock.playing && sound.flows),
      finished: this.finished,
      rate: this.rate,
      muted: sound.muted,
      noSound: sound.none,
      edge: edgeOf(manifest),
      manifest,
      pieces: this.pictures.pieces,
      pauses: this.pauses,
      left: this.left,
      stop: this.stops.here,
      pictures: this.pictures.sights(clock.position()),
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
