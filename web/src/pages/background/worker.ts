// Beside the page: pictures of the camera come in, pictures with another background go out, also while the tab is hidden.
import { type Background, Pace } from "../../core/media/background";
import { Painter } from "./painter";
import { Segmenter } from "./segmenter";

export interface Begin {
  background: Exclude<Background, "none">;
  own: ImageBitmap | null;
  /** Where the browser gives a camera as a stream of pictures; without, the page hands over each one. */
  streams: { from: ReadableStream<VideoFrame>; to: WritableStream<VideoFrame> } | null;
}
export type ToWorker = { begin: Begin } | { picture: ImageBitmap };
/** `pace`: what the work costs, told when it changes. */
export type FromWorker =
  | { say: "wanted" }
  | { say: "drawn"; picture: ImageBitmap | null }
  | { say: "slow" | "hopeless" | "failed" };

const page = self as unknown as {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
};

/** Between two pictures where the page hands them over: 25 a second. */
const PERIOD = 40;

class Work {
  private readonly pace = new Pace();
  private said: "well" | "slow" | "hopeless" = "well";
  private first = true;

  constructor(private readonly painter: Painter) {}

  /** From stream to stream; what comes while a picture is made, or while others need the processor, is left out. */
  async flow(from: ReadableStream<VideoFrame>, to: WritableStream<VideoFrame>): Promise<void> {
    const [reader, writer] = [from.getReader(), to.getWriter()];
    for (;;) {
      const { value: frame, done } = await reader.read();
      if (done) return;
      if (!this.pace.mayBegin(performance.now())) {
        frame.close();
        continue;
      }
      const begun = performance.now();
      let drawn: VideoFrame;
      try {
        const canvas = this.painter.paint(frame, frame.displayWidth, frame.displayHeight);
        drawn = new VideoFrame(canvas, { timestamp: frame.timestamp, alpha: "discard" });
      } finally {
        frame.close();
      }
      // Refused only when the track has ended: nothing went wrong.
      const ended = await writer.write(drawn).then(
        () => false,
        () => true,
      );
      if (ended) return drawn.close();
      this.made(begun);
      if (this.first) page.postMessage({ say: "drawn", picture: null });
      this.first = false;
    }
  }

  /** One picture that the page handed over. */
  one(picture: ImageBitmap): void {
    const begun = performance.now();
    const drawn = this.painter.paint(picture, picture.width, picture.height).transferToImageBitmap();
    picture.close();
    page.postMessage({ say: "drawn", picture: drawn }, [drawn]);
    this.made(begun);
    const now = performance.now();
    const rest = Math.max(PERIOD - (now - begun), this.pace.wait(now));
    // Timers of a page that is not in view ring once a second; those of a worker do not wait.
    setTimeout(() => page.postMessage({ say: "wanted" }), rest);
  }

  private made(begun: number): void {
    this.pace.took(begun, performance.now());
    const verdict = this.pace.verdict();
    if (verdict !== this.said && verdict !== "well" && this.said !== "hopeless") {
      this.said = verdict;
      page.postMessage({ say: verdict });
    }
  }
}

const fail = (cause: unknown): void => {
  console.warn("the background could not be drawn:", cause);
  page.postMessage({ say: "failed" });
};

let work: Work | null = null;

async function begin({ background, own, streams }: Begin): Promise<void> {
  work = new Work(new Painter(await Segmenter.load(), background, own));
  if (streams) await work.flow(streams.from, streams.to);
  else page.postMessage({ say: "wanted" });
}

page.onmessage = ({ data }) => {
  try {
    if ("begin" in data) begin(data.begin).catch(fail);
    else work?.one(data.picture);
  } catch (cause) {
    fail(cause);
  }
};
