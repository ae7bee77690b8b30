// Opening a camera or a microphone as the person wants it, and what to do when that fails.
import { type Choices, soundWanted } from "../../core/choices";

export const TROUBLE: Record<string, string> = {
  NotAllowedError: "The browser does not let us use it. Allow it beside the address, then try again.",
  NotFoundError: "No such device is connected. Plug one in, then try again.",
  NotReadableError: "Another program uses the device. Close that program, then try again.",
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
  return stream.getTracks()[0]!;
}
