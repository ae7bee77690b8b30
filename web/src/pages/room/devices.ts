// A person's devices: which there are, how one is opened as wanted, and what to do when that fails.
import { type Choices, soundWanted } from "../../core/choices";
import type { Source } from "../../core/view/types";
import { t } from "../../texts";
import { seen } from "../background/camera";
import type { InitialStreams } from "../entry";

export interface Devices {
  microphone: boolean;
  camera: boolean;
  screen: boolean;
  /** A device is being asked for. */
  busy: Source | null;
  microphones: readonly MediaDeviceInfo[];
  cameras: readonly MediaDeviceInfo[];
  speakers: readonly MediaDeviceInfo[];
  chosenMicrophone: string;
  chosenCamera: string;
  /** Somebody who leads muted this microphone. */
  mutedBy: string | null;
}

/** What was turned on in the lobby; `pictures`: whether the mode sends any. */
export function broughtAlong({ microphone, camera, muted }: InitialStreams, pictures: boolean): Devices {
  return {
    microphone: Boolean(microphone) && !muted,
    camera: Boolean(camera) && pictures,
    screen: false,
    busy: null,
    microphones: [],
    cameras: [],
    speakers: [],
    chosenMicrophone: microphone?.getSettings().deviceId ?? "",
    chosenCamera: camera?.getSettings().deviceId ?? "",
    mutedBy: null,
  };
}

/** The devices of this machine that may be chosen. */
export async function pluggedIn(): Promise<Pick<Devices, "microphones" | "cameras" | "speakers">> {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const of = (kind: string) => all.filter((one) => one.kind === kind && one.deviceId);
  return { microphones: of("audioinput"), cameras: of("videoinput"), speakers: of("audiooutput") };
}

const TROUBLE: Record<string, string> = {
  NotAllowedError: t("room.device_not_allowed"),
  NotFoundError: t("room.device_not_found"),
  NotReadableError: t("room.device_in_use"),
};

export async function device(
  kind: "audio" | "video",
  deviceId: string,
  choices: Choices,
): Promise<MediaStreamTrack> {
  const wanted = deviceId ? { deviceId: { ideal: deviceId } } : {};
  const stream = await navigator.mediaDevices.getUserMedia(
    kind === "audio"
      ? { audio: { ...wanted, ...soundWanted(choices) } }
      : {
          video: {
            ...wanted,
            width: { ideal: 1280 },
            height: { ideal: 720 },
            frameRate: { ideal: 30, max: 30 },
          },
        },
  );
  const track = stream.getTracks()[0]!;
  return kind === "video" ? seen(track) : track;
}

/** What keeps a device from working, in words. */
export function because(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  return TROUBLE[cause.name] ?? cause.message;
}
