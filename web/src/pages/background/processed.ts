// A camera's track with another background: the same in all that callers ask of it, and gone when the camera is.
import type { Background } from "../../core/media/background";
import { keptPicture } from "./own";
import type { FromWorker, ToWorker } from "./worker";

/** Chromium's way to the pictures of a track (https://w3c.github.io/mediacapture-transform, in its first form). */
interface Streams {
  MediaStreamTrackProcessor?: new (options: {
    track: MediaStreamTrack;
    maxBufferSize: number;
  }) => { readable: ReadableStream<VideoFrame> };
  MediaStreamTrackGenerator?: new (options: {
    kind: "video";
  }) => MediaStreamTrack & { writable: WritableStream<VideoFrame> };
}
export type Trouble = "slow" | "hopeless" | "failed";

/** A model that has not drawn anything by then never will. */
const PATIENCE = 20_000;

/** Pictures in and out by hand, where a browser gives no streams of them. */
class ByHand {
  readonly track: MediaStreamTrack;
  private readonly canvas = document.createElement("canvas");
  private readonly pencil = this.canvas.getContext("2d");
  private readonly video = document.createElement("video");

  constructor(
    camera: MediaStreamTrack,
    private readonly give: (picture: ImageBitmap) => void,
  ) {
    const { width = 640, height = 360 } = camera.getSettings();
    Object.assign(this.canvas, { width, height });
    this.track = this.canvas.captureStream().getVideoTracks()[0]!;
    Object.assign(this.video, { muted: true, playsInline: true, srcObject: new MediaStream([camera]) });
    void this.video.play().catch(() => undefined);
  }

  async wanted(): Promise<void> {
    const { video } = this;
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA)
      await new Promise((resolve) => video.addEventListener("loadeddata", resolve, { once: true }));
    this.give(await createImageBitmap(video));
  }

  drawn(picture: ImageBitmap): void {
    const { canvas } = this;
    if (canvas.width !== picture.width || canvas.height !== picture.height)
      Object.assign(canvas, { width: picture.width, height: picture.height });
    this.pencil?.drawImage(picture, 0, 0);
    picture.close();
  }

  stop(): void {
    this.video.srcObject = null;
  }
}

/** Rejects when no picture can be made; the camera is then off. `tell`: what happens later. */
export async function processed(
  camera: MediaStreamTrack,
  background: Exclude<Background, "none">,
  tell: (trouble: Trouble) => void,
): Promise<MediaStreamTrack> {
  const own = background === "own" ? await keptPicture() : null;
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "background" });
  const send = (message: ToWorker, transfer: Transferable[]) => worker.postMessage(message, transfer);
  const { MediaStreamTrackProcessor: Processor, MediaStreamTrackGenerator: Generator } =
    window as unknown as Streams;
  const made = Processor && Generator ? new Generator({ kind: "video" }) : null;
  const byHand = made ? null : new ByHand(camera, (picture) => send({ picture }, [picture]));
  const track = made ?? byHand!.track;
  const end = MediaStreamTrack.prototype.stop.bind(track);
  const stop = () => {
    // First, and unheard: a stream that ends on purpose is nothing that went wrong.
    worker.terminate();
    worker.onmessage = worker.onerror = null;
    camera.stop();
    byHand?.stop();
    end();
  };
  /** The device is gone, or nothing can be drawn any more: as when a camera is unplugged. */
  const gone = () => {
    if (track.readyState === "ended") return;
    stop();
    track.dispatchEvent(new Event("ended"));
  };
  track.stop = stop;
  track.getSettings = () => camera.getSettings();
  camera.addEventListener("ended", gone);

  const streams =
    Processor && made
      ? { from: new Processor({ track: camera, maxBufferSize: 1 }).readable, to: made.writable }
      : null;
  const first = firstDrawn(worker, byHand, (trouble) => {
    tell(trouble);
    if (trouble !== "slow") gone();
  });
  send(
    { begin: { background, own, streams } },
    [streams?.from, streams?.to, own].filter((one) => one != null) as Transferable[],
  );
  return first.then(
    () => track,
    (cause) => {
      stop();
      throw cause;
    },
  );
}

/** Heeds the worker; resolves with the first picture, and what goes wrong before it rejects. */
function firstDrawn(worker: Worker, byHand: ByHand | null, trouble: (what: Trouble) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let began = false;
    const late = setTimeout(() => reject(new Error("no picture")), PATIENCE);
    const failed = () => {
      if (began) trouble("failed");
      else reject(new Error("no background"));
    };
    worker.onerror = failed;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.say === "wanted") void byHand?.wanted().catch(failed);
      else if (data.say === "drawn") {
        if (data.picture) byHand?.drawn(data.picture);
        began = true;
        clearTimeout(late);
        resolve();
      } else if (data.say === "failed") failed();
      else trouble(data.say);
    };
  });
}
