// The player of a class for the page: made once the manifest is there, drawn from its snapshots.
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { ApiError, ask } from "../../core/api";
import type { Manifest } from "../../core/playback/manifest";
import { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import { manifestFrom, timelineFrom } from "../../core/playback/uncut";
import { isSeen } from "../../core/timeline";
import { foldEdit, leftOf, unedited } from "../../core/view/edit";
import { loadedBy, readLook } from "./look";

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
async function withoutRecording(
  classId: string,
  token: string | undefined,
  uncut: boolean,
): Promise<Manifest> {
  const { state, now, entries } = await timelineFrom(classId, 0, token, uncut);
  const edit = uncut ? unedited : entries.filter(isSeen).reduce(foldEdit, unedited);
  const left = edit.cuts.length > 0 ? leftOf(edit.cuts, now) : [];
  const nothing = { recorded: left, mix: null, tracks: [], stage: [] };
  return { version: 1, class: classId, state, duration: now, live_edge: now, ...nothing };
}

async function manifestOf(
  classId: string,
  token: string | undefined,
  uncut: boolean,
  since?: number,
): Promise<Manifest> {
  try {
    return await manifestFrom(classId, token, uncut, since);
  } catch (problem) {
    if (problem instanceof ApiError && problem.code === "no_recording")
      return withoutRecording(classId, token, uncut);
    throw problem;
  }
}

/** `uncut`: with what is cut out, for those who lead; what is known changes when the player is `renewed`. */
export function usePlayer(classId: string, token: string | undefined, uncut: boolean) {
  const wish = useRef(uncut);
  wish.current = uncut;
  const [player, setPlayer] = useState<Player | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => {
    let made: Player | null = null;
    let here = true;
    const loader = {
      manifest: (since?: number) => manifestOf(classId, token, wish.current, since),
      bytes: (file: string, first: number, last: number, signal: AbortSignal) =>
        bytes(classId, token, file, [first, last], signal),
    };
    loader.manifest().then(
      (manifest) => {
        if (!here) return;
        made = new Player(manifest, loader);
        const look = readLook(localStorage);
        made.loaded = loadedBy(look); // before the first picture is asked for
        made.even = look.even;
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

/** Whether the class was played since the page is open. */
export function useBegun({ playing }: Playing): boolean {
  const [begun, setBegun] = useState(false);
  useEffect(() => setBegun((before) => before || playing), [playing]);
  return begun;
}
