/** What of a class is kept on a device: the pictures that were chosen, in pieces that are fetched one by one. */
import { keyBefore } from "../playback/fragments";
import { endOf, type Fragment, indexAt, isPicture, type Manifest, timeOf } from "../playback/manifest";
import type { Spending } from "../playback/sizes";
import { type ShownPiece, shownStage } from "../playback/stage";

/** Bytes `first` to `last`, both included, of a recorded file. */
export interface Piece {
  file: string;
  first: number;
  last: number;
}

/** Class ms that one piece holds: what is cut out of the class later touches few of them. */
const PIECE = 30_000;

/** The fragments of a track that the stage needs, each stretch from a picture that a decoder can begin with. */
function staged(id: string, fragments: readonly Fragment[], pieces: readonly ShownPiece[]): Fragment[] {
  const needed = new Set<number>();
  for (const piece of pieces) {
    if (piece.track !== id || piece.off) continue;
    const from = keyBefore(fragments, Math.max(0, indexAt(fragments, piece.from)));
    for (let i = from; i < fragments.length && timeOf(fragments[i]!) < piece.to; i++)
      if (endOf(fragments[i]!) > piece.from || i >= from) needed.add(i);
  }
  return fragments.filter((_, index) => needed.has(index));
}

/** The class as its kept part plays it: what is not kept is not in its list. */
export function partOf(manifest: Manifest, choice: Spending): Manifest {
  const pieces = shownStage(manifest);
  const tracks = manifest.tracks.map((track) => {
    if (choice === "full" && isPicture(track)) return track;
    const fragments = choice === "small" && isPicture(track) ? staged(track.id, track.fragments, pieces) : [];
    return { ...track, fragments };
  });
  return { ...manifest, tracks };
}

/** All bytes that such a list names, in pieces, in the order of the class; no byte twice. */
export function piecesOf(manifest: Manifest): Piece[] {
  const timed: (Piece & { at: number })[] = [];
  for (const track of manifest.mix === null ? manifest.tracks : [manifest.mix, ...manifest.tracks]) {
    const { file } = track;
    if (track.fragments.length === 0) continue;
    for (const init of new Set(track.fragments.map((one) => one[4]))) {
      const head = track.inits[init];
      if (head) timed.push({ file, first: head.offset, last: head.offset + head.length - 1, at: 0 });
    }
    let open: (Piece & { at: number }) | null = null;
    for (const fragment of track.fragments) {
      const [offset, length] = fragment;
      const at = Math.floor(timeOf(fragment) / PIECE);
      if (open !== null && open.at === at && open.last + 1 === offset) open.last = offset + length - 1;
      else {
        open = { file, first: offset, last: offset + length - 1, at };
        timed.push(open);
      }
    }
  }
  const known = new Set<string>();
  return timed
    .sort((a, b) => a.at - b.at)
    .map(({ file, first, last }) => ({ file, first, last }))
    .filter((one) => !known.has(nameOf(one)) && known.add(nameOf(one)));
}

export const nameOf = ({ file, first, last }: Piece): string => `media/${file}?${first}-${last}`;

/** The piece that a name stands for; null for other names. */
export function pieceOf(name: string): Piece | null {
  const found = /^media\/([^?]+)\?(\d+)-(\d+)$/.exec(name);
  return found && { file: found[1]!, first: Number(found[2]), last: Number(found[3]) };
}

export const bytesOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { first, last }) => sum + last - first + 1, 0);

/** Which pieces together hold bytes `first` to `last` of a file, in order; null when a byte is missing. */
export function covering(
  pieces: readonly Piece[],
  file: string,
  first: number,
  last: number,
): Piece[] | null {
  const found: Piece[] = [];
  let next = first;
  for (const one of pieces.filter((one) => one.file === file).sort((a, b) => a.first - b.first)) {
    if (one.last < next) continue;
    if (one.first > next) return null;
    found.push(one);
    next = one.last + 1;
    if (next > last) return found;
  }
  return null;
}
