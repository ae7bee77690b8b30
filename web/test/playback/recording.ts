// Small recordings written out by hand, in class ms.
import type { Fragment, Manifest, RecordedTrack } from "../../src/core/playback/manifest";

/** A track of one-second fragments from `from` to `to` s, with a key frame every `keys` s; holes leave none. */
export function track(
  id: string,
  from: number,
  to: number,
  options: Partial<TrackOptions> = {},
): RecordedTrack {
  const { keys = 4, source = "camera", person = `p_${id}`, holes = [] } = options;
  const fragments: Fragment[] = [];
  let offset = 800;
  let needsKey = true;
  for (let second = from; second < to; second++) {
    if (holes.includes(second)) {
      needsKey = true;
      continue;
    }
    const key = needsKey || (second - from) % keys === 0 ? 1 : 0;
    fragments.push([offset, 1000, second * 1000, 1000, 0, key]);
    offset += 1000;
    needsKey = false;
  }
  const mime = source === "mix" ? 'audio/mp4; codecs="opus"' : 'video/mp4; codecs="avc1.42e01f"';
  const inits = [{ offset: 0, length: 800, mime, width: 640, height: 360 }];
  return { id, person, source, mime, file: `${id}.mp4`, inits, fragments };
}

interface TrackOptions {
  keys: number;
  source: string;
  person: string;
  holes: number[];
}

export function recording(part: Partial<Manifest> = {}): Manifest {
  return {
    version: 1,
    class: "c",
    state: "ended",
    duration: 60_000,
    live_edge: 60_000,
    recorded: [[0, 60_000]],
    mix: null,
    tracks: [],
    stage: [],
    ...part,
  };
}
