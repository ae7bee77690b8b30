/** Which bytes of a track to fetch so that the class goes on playing from here. */
import { endOf, type Fragment, indexAt, isKey, type RecordedTrack, timeOf } from "./manifest";

/** One HTTP Range request, and the fragments that lie in it. */
export interface ByteRange {
  first: number;
  last: number;
  init: number;
  fragments: number[];
}

/** The nearest fragment at or before `index` that a decoder can begin with. */
export function keyBefore(fragments: readonly Fragment[], index: number): number {
  for (let i = index; i >= 0; i--) if (isKey(fragments[i]!)) return i;
  return keyAfter(fragments, index);
}

/** The nearest fragment at or after `index` that a decoder can begin with; past the end when none is. */
export function keyAfter(fragments: readonly Fragment[], index: number): number {
  for (let i = Math.max(0, index); i < fragments.length; i++) if (isKey(fragments[i]!)) return i;
  return fragments.length;
}

/**
 * Indices still to append, in order, so that `ahead` ms from `position` can play.
 * `has` tells what the buffer holds; `last` is the fragment appended most recently: only right after it may
 * media go on without a key frame.
 */
export function wanted(
  track: RecordedTrack,
  position: number,
  ahead: number,
  has: (index: number) => boolean,
  last: number,
): number[] {
  const { fragments } = track;
  const start = startFor(fragments, position);
  let missing = start;
  while (missing < fragments.length && within(fragments, missing, position + ahead) && has(missing))
    missing++;
  if (missing >= fragments.length || !within(fragments, missing, position + ahead)) return [];
  const from = missing === last + 1 && last >= 0 ? missing : Math.max(start, keyBefore(fragments, missing));
  const list: number[] = [];
  for (let i = from; i < fragments.length && within(fragments, i, position + ahead); i++) {
    if (i > missing && has(i)) break;
    list.push(i);
  }
  return list;
}

const within = (fragments: readonly Fragment[], index: number, until: number): boolean =>
  timeOf(fragments[index]!) < until;

/** The fragment that playing from `position` begins with: the key frame before it, or what follows a hole. */
export function startFor(fragments: readonly Fragment[], position: number): number {
  const at = indexAt(fragments, position);
  if (at < 0) return keyAfter(fragments, 0);
  if (position >= endOf(fragments[at]!) && at + 1 < fragments.length) {
    const crack = timeOf(fragments[at + 1]!) - endOf(fragments[at]!);
    if (crack > 1000) return keyAfter(fragments, at + 1);
  }
  return keyBefore(fragments, at);
}

/** Joins neighbouring fragments into few requests of at most `most` bytes, each with one init. */
export function coalesce(track: RecordedTrack, indices: readonly number[], most: number): ByteRange[] {
  const ranges: ByteRange[] = [];
  for (const index of indices) {
    const [offset, length, , , init] = track.fragments[index]!;
    const open = ranges[ranges.length - 1];
    const joins =
      open !== undefined &&
      open.last + 1 === offset &&
      open.init === init &&
      offset + length - open.first <= most;
    if (joins) {
      open.last = offset + length - 1;
      open.fragments.push(index);
    } else {
      ranges.push({ first: offset, last: offset + length - 1, init, fragments: [index] });
    }
  }
  return ranges;
}

/** What to drop from a buffer, in seconds: all but `behind` s before and `ahead` s after the position. */
export function toEvict(
  buffered: readonly (readonly [number, number])[],
  position: number,
  behind: number,
  ahead: number,
): [number, number][] {
  const drop: [number, number][] = [];
  for (const [from, to] of buffered) {
    if (from < position - behind) drop.push([from, Math.min(to, position - behind)]);
    if (to > position + ahead) drop.push([Math.max(from, position + ahead), to]);
  }
  return drop.filter(([from, to]) => to - from > 0.5);
}
