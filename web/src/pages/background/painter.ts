// Draws a camera's picture with something else behind the person: never a picture whose person was not looked for.
import type { Background } from "../../core/media/background";
import { Blur, Islands, settle } from "../../core/media/mask";
import { drawScene } from "./scenes";
import type { Segmenter } from "./segmenter";

/** Of the segmenter's points; drawn large, some 30 points of a picture of 1280: no writing can be read. */
const BLUR_RADIUS = 5;

type Pencil = OffscreenCanvasRenderingContext2D;

function paper(width: number, height: number, settings?: CanvasRenderingContext2DSettings): Pencil {
  const pencil = new OffscreenCanvas(width, height).getContext("2d", settings);
  if (!pencil) throw new Error("nothing to draw on");
  return pencil;
}

/** Fills the paper with a picture, which loses what stands over. */
function cover(pencil: Pencil, picture: ImageBitmap): void {
  const { width, height } = pencil.canvas;
  const scale = Math.max(width / picture.width, height / picture.height);
  const [w, h] = [picture.width * scale, picture.height * scale];
  pencil.drawImage(picture, (width - w) / 2, (height - h) / 2, w, h);
}

export class Painter {
  private readonly small: Pencil;
  private readonly cut: Pencil;
  private readonly shape: ImageData;
  private readonly mask: Uint8ClampedArray;
  private readonly blur: Blur;
  private readonly islands: Islands;
  private large: Pencil;
  private behind: OffscreenCanvas | null = null;

  constructor(
    private readonly segmenter: Segmenter,
    private readonly background: Exclude<Background, "none">,
    private readonly own: ImageBitmap | null,
  ) {
    const { width, height } = segmenter;
    this.small = paper(width, height, { willReadFrequently: true });
    this.cut = paper(width, height, { willReadFrequently: true });
    this.shape = new ImageData(width, height);
    this.mask = new Uint8ClampedArray(width * height);
    this.islands = new Islands(width, height);
    this.blur = new Blur(width, height, BLUR_RADIUS);
    this.large = paper(1, 1);
  }

  paint(picture: CanvasImageSource, width: number, height: number): OffscreenCanvas {
    const { small, cut, mask, segmenter } = this;
    if (this.large.canvas.width !== width || this.large.canvas.height !== height) {
      this.large = paper(width, height);
      this.behind = null;
    }
    small.drawImage(picture, 0, 0, segmenter.width, segmenter.height);
    const pixels = small.getImageData(0, 0, segmenter.width, segmenter.height);
    settle(segmenter.find(pixels.data), mask);
    this.islands.drown(mask);
    for (let at = 0; at < mask.length; at++) this.shape.data[at * 4 + 3] = mask[at]!;
    cut.putImageData(this.shape, 0, 0);

    const { large } = this;
    large.globalCompositeOperation = "copy";
    large.drawImage(cut.canvas, 0, 0, width, height);
    large.globalCompositeOperation = "source-in";
    large.drawImage(picture, 0, 0, width, height);
    large.globalCompositeOperation = "destination-over";
    large.drawImage(this.drawnBehind(pixels), 0, 0, width, height);
    return large.canvas;
  }

  private drawnBehind(pixels: ImageData): OffscreenCanvas {
    if (this.background === "blur") {
      this.blur.over(pixels.data, this.mask);
      this.small.putImageData(pixels, 0, 0);
      return this.small.canvas;
    }
    if (!this.behind) {
      const pencil = paper(this.large.canvas.width, this.large.canvas.height);
      if (this.background !== "own") drawScene(this.background, pencil);
      else if (this.own) cover(pencil, this.own);
      this.behind = pencil.canvas;
    }
    return this.behind;
  }
}
