// The player of a class for the page: made once the manifest is there, drawn from its snapshots.
import { useEffect, useState, useSyncExternalStore } from "react";
import { ApiError, api, ask } from "../../core/api";
import type { Manifest } from "../../core/playback/manifest";
import { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import { loadedBy, readLook } from "./look";

/** After every entry there is. */
const NEWEST = 999_999_999;

async function bytes(
  classId: string,
  token: string | undefined,
  file: string,
  range: [number, number],
  signal: AbortSignal,
) {
  const [first, last] = range;
  const headers = { Range: `bytes=${first}-${last}` };
  const answer = await ask(
    `/classes/${classId}/media/${encodeURIComponent(file)}`,
    { headers, signal },
    token,
  );
  const body = await answer.arrayBuffer();
  // A proxy may answer with the whole file.
  return answer.status === 200 && body.byteLength > last - first + 1 ? body.slice(first, last + 1) : body;
}

/** A class that was not recorded still plays: its slides, chat, polls and words, by the clock alone. */
async function withoutRecording(classId: string, token: string | undefined): Promise<Manifest> {
  const { state, now } = await api.timeline(classId, NEWEST, token);
  const nothing = { recorded: [], mix: null, tracks: [], stage: [] };
  return { version: 1, class: classId, state, duration: now, live_edge: now, ...nothing };
}

async function manifestOf(classId: string, token: string | undefined, since?: number): Promise<Manifest> {
  try {
    return await api.manifest(classId, token, since);
  } catch (problem) {
    if (problem instanceof ApiError && problem.code === "no_recording")
      return withoutRecording(classId, token);
    throw problem;
  }
}

export function usePlayer(classId: string, token: string | undefined) {
  const [player, setPlayer] = useState<Player | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => {
    let made: Player | null = null;
    let here = true;
    const loader = {
      manifest: (since?: number) => manifestOf(classId, token, since),
      bytes: (file: string, first: number, last: number, signal: AbortSignal) =>
        bytes(classId, token, file, [first, last], signal),
    };
    loader.manifest().then(
      (manifest) => {
        if (!here) return;
        made = new Player(manifest, loader);
        made.loaded = loadedBy(readLook(localStorage)); // before the first picture is asked for
        made.start();
        setPlayer(made);
      },
      (problem: unknown) => here && problem instanceof ApiError && setError(problem),
    );
    return () => {
      here = false;
      made?.close();
      setPlayer(null);
    };
  }, [classId, token]);
  return { player, error };
}

export function usePlaying(player: Player): Playing {
  return useSyncExternalStore(player.subscribe, player.snapshot);
}
