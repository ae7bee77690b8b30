// Microphone and camera for a spoken comment: those chosen for class, the picture small, and never an unblurred room.
import { seen } from "../../pages/background/camera";

export type Refused = "denied" | "none" | "busy" | "insecure" | "off";
export type Opened = { track: MediaStreamTrack } | { refused: Refused };

const SOUND = { noiseSuppression: true, autoGainControl: true, echoCancellation: true };
const SIZE = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 24, max: 30 } };

function wanted(kind: "audio" | "video"): MediaTrackConstraints {
  const base = kind === "audio" ? SOUND : SIZE;
  const chosen = localStorage.getItem(`amphi.device.${kind}`) ?? "";
  return chosen ? { ...base, deviceId: { ideal: chosen } } : base;
}

function why(problem: unknown): Refused {
  const name = problem instanceof DOMException ? problem.name : "";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "denied";
}

export async function openFor(kind: "audio" | "video"): Promise<Opened> {
  if (!navigator.mediaDevices) return { refused: "insecure" };
  let track: MediaStreamTrack | undefined;
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ [kind]: wanted(kind) });
    track = stream.getTracks()[0];
  } catch (problem) {
    return { refused: why(problem) };
  }
  if (!track) return { refused: "none" };
  try {
    return { track: kind === "video" ? await seen(track) : track };
  } catch {
    return { refused: "off" };
  }
}
