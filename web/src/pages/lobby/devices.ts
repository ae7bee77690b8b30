// Camera and microphone in the lobby: asked for once, changed by choice, every refusal put in words.

import { readChoices, soundWanted } from "../../core/choices";
import { t } from "../../texts";
import { seen } from "../background/camera";

export type DeviceState = "asking" | "on" | "off" | "denied" | "none" | "busy" | "insecure";

export interface Device {
  state: DeviceState;
  track: MediaStreamTrack | null;
  /** Device id in use, "" when unknown. */
  chosen: string;
}
export type Kind = "audio" | "video";

const CAMERA: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};
const kept = (kind: Kind) => `amphi.device.${kind}`;

function constraints(kind: Kind, chosen: string): MediaTrackConstraints {
  // Noise suppression or original sound, as it was chosen in a class before.
  const base = kind === "audio" ? soundWanted(readChoices(localStorage)) : CAMERA;
  return chosen ? { ...base, deviceId: { ideal: chosen } } : base;
}

export function remembered(kind: Kind): string {
  return localStorage.getItem(kept(kind)) ?? "";
}

export function remember(kind: Kind, chosen: string): void {
  localStorage.setItem(kept(kind), chosen);
}

function refusal(problem: unknown): DeviceState {
  const name = problem instanceof DOMException ? problem.name : "";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "denied";
}

async function device(track: MediaStreamTrack | undefined): Promise<Device> {
  if (!track) return { state: "none", track: null, chosen: "" };
  const chosen = track.getSettings().deviceId ?? "";
  try {
    return { state: "on", track: track.kind === "video" ? await seen(track) : track, chosen };
  } catch {
    return { state: "off", track: null, chosen: "" };
  }
}

/** Opens one device; never throws. */
export async function open(kind: Kind, chosen = remembered(kind)): Promise<Device> {
  if (!navigator.mediaDevices) return { state: "insecure", track: null, chosen: "" };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ [kind]: constraints(kind, chosen) });
    return await device(stream.getTracks()[0]);
  } catch (problem) {
    return { state: refusal(problem), track: null, chosen: "" };
  }
}

/** Opens both with one question to the person; when that fails, each by itself. */
export async function openBoth(): Promise<{ audio: Device; video: Device }> {
  if (navigator.mediaDevices) {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: constraints("audio", remembered("audio")),
        video: constraints("video", remembered("video")),
      });
      const [audio, video] = [stream.getAudioTracks()[0], stream.getVideoTracks()[0]];
      return { audio: await device(audio), video: await device(video) };
    } catch {
      // One of the two is missing or refused: find out which.
    }
  }
  return { audio: await open("audio"), video: await open("video") };
}

/** Devices of one kind by id and name. */
export async function list(kind: Kind): Promise<{ id: string; name: string }[]> {
  const wanted = kind === "audio" ? "audioinput" : "videoinput";
  const found = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return found
    .filter((one) => one.kind === wanted && one.deviceId !== "")
    .map((one, index) => ({ id: one.deviceId, name: one.label || t("lobby.device", { number: index + 1 }) }));
}

/** What to say to somebody whose device is not on. */
export function words(kind: Kind, state: DeviceState): string {
  if (state === "on") return "";
  return kind === "audio" ? t(`lobby.audio_${state}`) : t(`lobby.video_${state}`);
}
