/** What is loaded of a class's pictures, and how many bytes that will be: told before anything is loaded. */
import { isPicture, type Manifest, type RecordedTrack, timeOf } from "./manifest";
import { pictureAt, pieceAt, type ShownPiece, shownStage } from "./stage";

/** Every picture that has a place; only that on the stage; only shared screens; none. */
export type Loaded = "all" | "stage" | "screens" | "none";
/** What a reader chose to spend: everything, one picture at a time, or no picture. */
export const SPENDING = ["full", "small", "sound"] as const;
export type Spending = (typeof SPENDING)[number];

const AS_SPENT: Record<Spending, Loaded> = { full: "all", small: "stage", sound: "none" };
const ORDER: readonly Loaded[] = ["none", "screens", "stage", "all"];

/** The less of what is to be seen and what may be spent. */
export function loadedOf(seen: Loaded, spending: Spending): Loaded {
  const most = AS_SPENT[spending];
  return ORDER.indexOf(seen) < ORDER.indexOf(most) ? seen : most;
}

/** Whether a track's picture is loaded while `piece` is on the stage. */
export function isLoaded(track: RecordedTrack, loaded: Loaded, piece: ShownPiece | null): boolean {
  if (loaded === "screens") return track.source === "screen";
  return loaded === "all" || (loaded === "stage" && track.id === piece?.track);
}

const STEP = 4_000;

/** Bytes from `from` ms to the end for each way to spend them, with so many cameras beside the stage. */
export function sizesOf(manifest: Manifest, from: number, cameras: number): Record<Spending, number> {
  const pieces = shownStage(manifest);
  const seen = new Map<number, Set<string>>();
  const inSight = (step: number): Set<string> => {
    let found = seen.get(step);
    if (found === undefined) {
      const { stage, together, side } = pictureAt(manifest, pieces, step * STEP + STEP / 2, false);
      const all = [...(stage === null ? [] : [stage]), ...together, ...side.slice(0, cameras)];
      found = new Set(all.map((track) => track.id));
      seen.set(step, found);
    }
    return found;
  };
  const sum = (track: RecordedTrack, counts: (time: number) => boolean) =>
    track.fragments.reduce(
      (bytes, one) => (timeOf(one) >= from && counts(timeOf(one)) ? bytes + one[1] : bytes),
      0,
    );
  const sound = manifest.mix === null ? 0 : sum(manifest.mix, () => true);
  const sizes = { full: sound, small: sound, sound };
  for (const track of manifest.tracks.filter(isPicture)) {
    sizes.full += sum(track, (time) => inSight(Math.floor(time / STEP)).has(track.id));
    sizes.small += sum(track, (time) => pieceAt(pieces, time)?.track === track.id);
  }
  return sizes;
}
