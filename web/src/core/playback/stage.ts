/** What stands on the stage at a moment, and which cameras stand beside it. */
import {
  covers,
  indexAt,
  isKey,
  isPicture,
  type Manifest,
  type RecordedTrack,
  type StagePiece,
  timeOf,
} from "./manifest";

/** One stretch of the stage that a player can really show: `off` when the source left no picture there. */
export interface ShownPiece extends StagePiece {
  off: boolean;
}

const trackOf = (manifest: Manifest, id: string | null): RecordedTrack | undefined =>
  id === null ? undefined : manifest.tracks.find((track) => track.id === id);

/**
 * The stage as it can be shown: a new source comes on at its first key frame at or after the switch, and the
 * old one stays until then as long as it has a picture.
 */
export function shownStage(manifest: Manifest): ShownPiece[] {
  const pieces: ShownPiece[] = [];
  for (const piece of manifest.stage) {
    if (piece.to <= piece.from) continue;
    const track = trackOf(manifest, piece.track);
    if (track === undefined) {
      pieces.push({ ...piece, off: true });
      continue;
    }
    const begin = firstPicture(track, piece.from);
    const from = Math.min(begin ?? piece.to, piece.to);
    const before = pieces[pieces.length - 1];
    if (from > piece.from) bridge(manifest, pieces, before, piece.from, from, piece.track);
    if (from < piece.to) pieces.push({ from, to: piece.to, track: piece.track, off: false });
  }
  return pieces;
}

/** Fills the time until the new source has a picture: by the old one if it still has one. */
function bridge(
  manifest: Manifest,
  pieces: ShownPiece[],
  before: ShownPiece | undefined,
  from: number,
  to: number,
  coming: string | null,
): void {
  const old = before === undefined || before.off ? undefined : trackOf(manifest, before.track);
  if (before !== undefined && old !== undefined && covers(old, to - 1)) before.to = to;
  else pieces.push({ from, to, track: coming, off: true });
}

/** When the track can first be shown from `time` ms on; null when it never can. */
export function firstPicture(track: RecordedTrack, time: number): number | null {
  const { fragments } = track;
  const at = indexAt(fragments, time);
  if (at >= 0 && covers(track, time)) return time;
  for (let i = at + 1; i < fragments.length; i++) {
    if (isKey(fragments[i]!)) return Math.max(time, timeOf(fragments[i]!));
  }
  return null;
}

/** The piece on stage at `time` ms; the last one when the class runs past its manifest. */
export function pieceAt(pieces: readonly ShownPiece[], time: number): ShownPiece | null {
  let found: ShownPiece | null = null;
  for (const piece of pieces) {
    if (piece.from > time) break;
    found = piece;
  }
  return found;
}

export interface Picture {
  /** The track that fills the stage, or null. */
  stage: RecordedTrack | null;
  /** A source was on stage, but it left no picture here: whose camera is off. */
  offPerson: string | null;
  /** Several cameras that were in the spotlight share the stage when nothing else is on it. */
  together: RecordedTrack[];
  /** Cameras beside the stage, the instructor's order kept steady by track id. */
  side: RecordedTrack[];
}

/**
 * What is to be seen at `time` ms. `slides` says that a slide fills the stage: then a camera on stage moves to
 * the side (first), while a shared screen keeps the stage. `lit`: people in the spotlight.
 */
export function pictureAt(
  manifest: Manifest,
  pieces: readonly ShownPiece[],
  time: number,
  slides: boolean,
  lit: readonly string[] = [],
): Picture {
  const piece = pieceAt(pieces, time);
  const found = trackOf(manifest, piece?.track ?? null);
  const on = found !== undefined && covers(found, time) ? found : null;
  const aside = slides && on !== null && on.source !== "screen";
  const cameras = manifest.tracks.filter(
    (track) => isPicture(track) && track.source === "camera" && covers(track, time),
  );
  const place = (track: RecordedTrack) => {
    const found = lit.indexOf(track.person ?? "");
    return found < 0 ? lit.length : found;
  };
  if (lit.length > 0) cameras.sort((a, b) => place(a) - place(b));
  const several = cameras.filter((track) => place(track) < lit.length);
  if (!slides && several.length > 1 && on?.source !== "screen")
    return {
      stage: null,
      offPerson: null,
      together: several,
      side: cameras.filter((track) => !several.includes(track)),
    };
  if (aside) cameras.sort((a, b) => Number(b === on) - Number(a === on));
  const offPerson = found !== undefined && on === null ? found.person : null;
  // Nobody was on stage, but somebody can be seen: better a face than an empty stage.
  const instead = !slides && on === null && offPerson === null ? (cameras[0] ?? null) : null;
  const stage = aside ? null : (on ?? instead);
  return { stage, offPerson, together: [], side: cameras.filter((track) => track !== stage) };
}

/** Tracks to have ready: on stage now or within `soon` ms. */
export function onStageSoon(pieces: readonly ShownPiece[], time: number, soon: number): string[] {
  const ids = new Set<string>();
  for (const piece of pieces) {
    if (piece.track !== null && piece.to > time && piece.from < time + soon) ids.add(piece.track);
  }
  return [...ids];
}
