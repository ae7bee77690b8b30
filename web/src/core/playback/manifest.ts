/** What a class left behind: its recorded tracks and where each second of them lies in a file. */

/** `[offset, length, time ms, duration ms, init index, starts with a key frame]`. Times are class time. */
export type Fragment = readonly [
  offset: number,
  length: number,
  time: number,
  duration: number,
  init: number,
  key: number,
];

/** The bytes a decoder must have before the fragments that name them. */
export interface TrackInit {
  offset: number;
  length: number;
  mime: string;
  width: number;
  height: number;
}

export interface RecordedTrack {
  id: string;
  /** Its name on the timeline. */
  track?: string | null;
  person: string | null;
  source: string;
  mime: string;
  file: string;
  inits: readonly TrackInit[];
  fragments: readonly Fragment[];
}

/** Which track the stage showed, from and to in class ms. */
export interface StagePiece {
  from: number;
  to: number;
  track: string | null;
}

export interface Manifest {
  version: number;
  class: string;
  state: "scheduled" | "live" | "ended";
  duration: number;
  live_edge: number;
  recorded: readonly (readonly [number, number])[];
  /** Where nobody is heard; older recordings do not tell. */
  quiet?: readonly (readonly [number, number])[];
  /** By how many dB the class is made louder; not known of one that goes on. */
  gain?: number;
  mix: RecordedTrack | null;
  tracks: readonly RecordedTrack[];
  stage: readonly StagePiece[];
}

export const timeOf = (fragment: Fragment): number => fragment[2];
export const endOf = (fragment: Fragment): number => fragment[2] + fragment[3];
export const isKey = (fragment: Fragment): boolean => fragment[5] === 1;

/** A video track is one with a picture: a camera or a screen. */
export const isPicture = (track: RecordedTrack): boolean => track.mime.startsWith("video/");

/** Index of the last fragment that begins at or before `time` ms; -1 when none does. */
export function indexAt(fragments: readonly Fragment[], time: number): number {
  let low = 0;
  let high = fragments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(fragments[middle]!) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Rounded times and late frames leave small cracks between fragments: not holes. */
export const CRACK = 120;

/** Whether the track has media at `time` ms; a crack counts as media, the last moment before a hole does not. */
export function covers(track: RecordedTrack, time: number): boolean {
  const at = indexAt(track.fragments, time);
  const found = track.fragments[at];
  if (found !== undefined && time < endOf(found)) return true;
  const next = track.fragments[at + 1];
  return next !== undefined && timeOf(next) - (found === undefined ? time : endOf(found)) <= CRACK;
}

/** Where the track's media next begins after `time` ms, when it has none there; null when it never does. */
export function nextStart(track: RecordedTrack, time: number): number | null {
  const next = track.fragments[indexAt(track.fragments, time) + 1];
  return next === undefined ? null : timeOf(next);
}

/** The last class ms that the track has media for. */
export function lastEnd(track: RecordedTrack): number {
  const last = track.fragments[track.fragments.length - 1];
  return last === undefined ? 0 : endOf(last);
}

/** Whether the class still runs, or has not begun. */
export const goesOn = (manifest: Manifest): boolean => manifest.state !== "ended";

/** How far a player may go: the end of the class, or what is recorded of it so far. */
export const edgeOf = (manifest: Manifest): number =>
  goesOn(manifest) ? manifest.live_edge : manifest.duration;
