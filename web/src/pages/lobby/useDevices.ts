// Camera and microphone as the lobby holds them until the person goes in.
import { useCallback, useEffect, useRef, useState } from "react";
import type { Device, Kind } from "./devices";
import * as devices from "./devices";

/** Tracks that the browser had not given yet when the person went in. */
export type Coming = Promise<{ audio: MediaStreamTrack | null; video: MediaStreamTrack | null }>;
type Choice = { id: string; name: string };
export interface Devices {
  audio: Device;
  video: Device;
  microphones: Choice[];
  cameras: Choice[];
  choose: (kind: Kind, id: string) => void;
  turn: (kind: Kind, on: boolean) => void;
  /** Until the browser has given or refused both; true when it has within `ms`. */
  settled: (ms: number) => Promise<boolean>;
  /** Hands the tracks over: the lobby no longer stops them. */
  release: () => { audio: MediaStreamTrack | null; video: MediaStreamTrack | null; coming: Coming | null };
}

const ASKING: Device = { state: "asking", track: null, chosen: "" };
const OFF: Device = { state: "off", track: null, chosen: "" };

export function useDevices(wanted: boolean): Devices {
  const [held, setHeld] = useState({ audio: ASKING, video: ASKING });
  const [lists, setLists] = useState<{ audio: Choice[]; video: Choice[] }>({ audio: [], video: [] });
  const tracks = useRef(held);
  const given = useRef(false);
  const opening = useRef<ReturnType<typeof devices.openBoth> | null>(null);
  /** The last change of one of them: whoever goes in goes in with what they chose. */
  const changing = useRef<Promise<Device> | null>(null);
  tracks.current = held;

  const put = useCallback((kind: Kind, device: Device) => {
    if (given.current) return device.track?.stop();
    const before = tracks.current[kind].track;
    if (before && before !== device.track) before.stop();
    tracks.current = { ...tracks.current, [kind]: device };
    setHeld(tracks.current);
  }, []);

  const refresh = useCallback(async () => {
    const [audio, video] = await Promise.all([devices.list("audio"), devices.list("video")]);
    setLists({ audio, video });
  }, []);

  useEffect(() => {
    if (!wanted) return;
    let here = true;
    given.current = false;
    const asked = devices.openBoth();
    opening.current = asked;
    asked.then(({ audio, video }) => {
      if (given.current) return;
      opening.current = null;
      if (!here) {
        audio.track?.stop();
        video.track?.stop();
        return;
      }
      put("audio", audio);
      put("video", video);
      void refresh();
    });
    const changed = () => void refresh();
    navigator.mediaDevices?.addEventListener("devicechange", changed);
    return () => {
      here = false;
      navigator.mediaDevices?.removeEventListener("devicechange", changed);
      if (given.current) return;
      tracks.current.audio.track?.stop();
      tracks.current.video.track?.stop();
    };
  }, [wanted, put, refresh]);

  const choose = useCallback(
    async (kind: Kind, id: string) => {
      devices.remember(kind, id);
      changing.current = devices.open(kind, id);
      put(kind, await changing.current);
    },
    [put],
  );
  const turn = useCallback(
    async (kind: Kind, on: boolean) => {
      if (!on) put(kind, OFF);
      else {
        changing.current = devices.open(kind);
        put(kind, await changing.current);
        await refresh();
      }
    },
    [put, refresh],
  );
  const release = useCallback(() => {
    given.current = true;
    const coming = opening.current?.then(({ audio, video }) => ({ audio: audio.track, video: video.track }));
    return {
      audio: tracks.current.audio.track,
      video: tracks.current.video.track,
      coming: coming ?? null,
    };
  }, []);
  const settled = useCallback(async (ms: number) => {
    const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), ms));
    return Promise.race([Promise.all([opening.current, changing.current]).then(() => true), late]);
  }, []);

  return { ...held, microphones: lists.audio, cameras: lists.video, choose, turn, settled, release };
}
