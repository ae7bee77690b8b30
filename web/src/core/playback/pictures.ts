/** The pictures in sight: opened shortly before they are seen, kept in step with the clock, let go when out of sight. */
import type { FetchBytes } from "./feed";
import type { Manifest, RecordedTrack } from "./manifest";
import { Picture } from "./picture";
import { isLoaded, type Loaded } from "./sizes";
import { onStageSoon, pictureAt, pieceAt, type ShownPiece, shownStage } from "./stage";

/** A new source is fetched this long before it comes on stage. */
const STAGE_SOON = 5_000;
/** Cameras out of sight this long are let go, in seconds. */
const FORGET = 15;
/** So often a track that cannot be read is tried. */
const TRIES = 3;

export class Pictures {
  /** How many cameras have a place beside the stage. */
  sideLimit = 4;
  /** People in the spotlight now. */
  lit: readonly string[] = [];
  /** Which pictures are loaded at all. */
  loaded: Loaded = "all";
  pieces: ShownPiece[] = [];
  private readonly open = new Map<string, Picture>();
  private readonly broken = new Map<string, number>();

  constructor(
    private manifest: Manifest,
    private readonly bytes: FetchBytes,
  ) {}

  take(manifest: Manifest): void {
    this.manifest = manifest;
    this.pieces = shownStage(manifest);
    for (const track of manifest.tracks) this.open.get(track.id)?.feed.update(track);
  }

  of(track: string): Picture | undefined {
    return this.open.get(track);
  }

  /** Whether the stage has what it must show at `time` ms. */
  holds(time: number): boolean {
    const { stage } = pictureAt(this.manifest, this.pieces, time, false);
    if (stage === null || !isLoaded(stage, this.loaded, pieceAt(this.pieces, time))) return true;
    return this.open.get(stage.id)?.feed.holds(time) ?? false;
  }

  /** Brings every picture in sight to `time` ms; `now` is wall seconds. */
  follow(time: number, rate: number, running: boolean, now: number): void {
    for (const id of this.inSight(time)) {
      const picture = this.open.get(id) ?? this.begin(id);
      if (picture === null) continue;
      picture.usedAt = now;
      picture.keep(time, rate, running, now);
      if (picture.feed.state === "failed") this.drop(id, picture);
    }
    for (const [id, picture] of this.open) {
      if (now - picture.usedAt > FORGET) {
        picture.close();
        this.open.delete(id);
      } else if (picture.usedAt !== now && !picture.video.paused) picture.video.pause();
    }
  }

  private drop(id: string, picture: Picture): void {
    this.broken.set(id, (this.broken.get(id) ?? 0) + 1);
    picture.close();
    this.open.delete(id);
  }

  private inSight(time: number): Set<string> {
    if (this.loaded === "none") return new Set();
    const ids = new Set(onStageSoon(this.pieces, time, STAGE_SOON));
    const { stage, side, together } = pictureAt(this.manifest, this.pieces, time, false, this.lit);
    if (stage !== null) ids.add(stage.id);
    for (const track of together) ids.add(track.id);
    for (const track of side.slice(0, this.sideLimit)) ids.add(track.id);
    if (this.loaded === "all") return ids;
    const soon = new Set(onStageSoon(this.pieces, time, STAGE_SOON));
    const fits = ({ id, source }: RecordedTrack) =>
      ids.has(id) && (this.loaded === "screens" ? source === "screen" : soon.has(id));
    return new Set(this.manifest.tracks.filter(fits).map(({ id }) => id));
  }

  private begin(id: string): Picture | null {
    const track = this.manifest.tracks.find((one) => one.id === id);
    const tried = this.broken.get(id) ?? 0;
    if (track === undefined || track.fragments.length === 0 || tried >= TRIES) return null;
    const picture = new Picture(track, this.bytes);
    this.open.set(id, picture);
    return picture;
  }

  jump(time: number): void {
    for (const picture of this.open.values()) picture.jump(time);
  }

  /** Tracks that have their picture at `time` ms, and after the bar those still without, by id. */
  sights(time: number): string {
    const ready: string[] = [];
    const bare: string[] = [];
    for (const [id, picture] of this.open) (picture.ready(time) ? ready : bare).push(id);
    return `${ready.join(" ")}|${bare.join(" ")}`;
  }

  close(): void {
    for (const picture of this.open.values()) picture.close();
    this.open.clear();
  }
}
