/** A class that still runs: only what is new of its manifest is asked for, and joined to what is known. */
import { lastEnd, type Manifest, type RecordedTrack } from "./manifest";

/** A track without anything new for this long, in ms, is taken to rest: it is no measure of what is new. */
const RESTS = 20_000;

/** Class ms from which to ask: each growing track's last known fragment is told once more. */
export function askSince(known: Manifest): number {
  const tracks = known.mix === null ? known.tracks : [...known.tracks, known.mix];
  const ends = tracks.map(lastEnd).filter((end) => end > known.live_edge - RESTS);
  return Math.max(0, Math.min(known.live_edge, ...ends));
}

/**
 * The whole manifest from what was known and what was told of it since; null when a piece between the two may be
 * missing (a new track, or one that rested): then everything must be asked for.
 */
export function joined(known: Manifest, told: Manifest): Manifest | null {
  if (told.state !== "live") return told;
  const tracks: RecordedTrack[] = [];
  for (const track of told.tracks) {
    const whole = joinedTrack(
      known.tracks.find((one) => one.id === track.id),
      track,
    );
    if (whole === null) return null;
    tracks.push(whole);
  }
  const mix = told.mix === null ? null : joinedTrack(known.mix ?? undefined, told.mix);
  if (told.mix !== null && mix === null) return null;
  return { ...told, tracks, mix };
}

function joinedTrack(known: RecordedTrack | undefined, told: RecordedTrack): RecordedTrack | null {
  const first = told.fragments[0];
  if (known === undefined) return null;
  if (first === undefined) return { ...told, fragments: known.fragments };
  let kept = known.fragments.length;
  while (kept > 0 && known.fragments[kept - 1]![0] >= first[0]) kept--;
  // Nothing in common: whether something lies between the two cannot be seen.
  if (kept === known.fragments.length) return null;
  return { ...told, fragments: [...known.fragments.slice(0, kept), ...told.fragments] };
}

/** Ms from one piece of a recording to the next, less what clocks may be off. */
const PIECE = 450;
const SOON = 100;
/** So often it is asked soon again; then it seems to rest. */
const SOON_AGAIN = 4;
const RESTING = 300;

/**
 * After how many ms a growing manifest is asked for again, by the ms left to its edge and how many answers brought
 * nothing new: near the edge just when the next piece must be there.
 */
export function askAfter(left: number, still: number): number {
  if (left >= 5_000) return left < 30_000 ? 1_000 : 5_000;
  if (still === 0) return PIECE;
  return still <= SOON_AGAIN ? SOON : RESTING;
}
