// Microphones, cameras and screens that are on, and whose voice leads.
import type { Entry } from "../../wire";
import type { TracksView, TrackView } from "./types";

export const noTracks: TracksView = { byId: new Map(), speaker: null };

function change(tracks: TracksView, track: string, how: (one: TrackView) => TrackView | null): TracksView {
  const before = tracks.byId.get(track);
  if (!before) return tracks;
  const byId = new Map(tracks.byId);
  const after = how(before);
  if (after) byId.set(track, after);
  else byId.delete(track);
  return { ...tracks, byId };
}

export function foldTracks(tracks: TracksView, { at, by, event }: Entry): TracksView {
  switch (event.type) {
    case "TrackPublished": {
      const { track, person, source, muted = false } = event;
      const published = { track, person, source, muted, mutedBy: null, at };
      return { ...tracks, byId: new Map(tracks.byId).set(track, published) };
    }
    case "TrackMuted":
      return change(tracks, event.track, (one) => ({
        ...one,
        muted: true,
        mutedBy: by !== null && by !== one.person ? by : null,
      }));
    case "TrackUnmuted":
      return change(tracks, event.track, (one) => ({ ...one, muted: false, mutedBy: null }));
    case "TrackEnded":
      return change(tracks, event.track, () => null);
    case "SpeakerChanged":
      // Whoever spoke last stays on the stage while it is silent, and goes on after a pause.
      return event.person === null || event.person === tracks.speaker
        ? tracks
        : { ...tracks, speaker: event.person };
    case "PersonLeft": {
      const kept = [...tracks.byId].filter(([, one]) => one.person !== event.person);
      return kept.length === tracks.byId.size ? tracks : { ...tracks, byId: new Map(kept) };
    }
    case "ClassEnded":
      return noTracks;
    default:
      return tracks;
  }
}

/** The newest track of a kind that a person has on. */
export function trackOf(tracks: TracksView, person: string, source: TrackView["source"]): TrackView | null {
  let found: TrackView | null = null;
  for (const one of tracks.byId.values()) if (one.person === person && one.source === source) found = one;
  return found;
}

/** The camera to show of these persons: the first that sends; one that stands still only when no other sends. */
export function cameraOf(tracks: TracksView, people: readonly string[]): TrackView | null {
  const cameras = people.map((id) => trackOf(tracks, id, "camera")).filter((one) => one !== null);
  return cameras.find((one) => !one.muted) ?? cameras[0] ?? null;
}

/** The newest screen shared by one of those who are in the same room. */
export function sharedScreen(tracks: TracksView, isHere: (person: string) => boolean): TrackView | null {
  let found: TrackView | null = null;
  for (const one of tracks.byId.values()) if (one.source === "screen" && isHere(one.person)) found = one;
  return found;
}
