// Keeps a picture of all that stands on a surface: what comes is added, what changes is mended, and while the view moves the
// picture moves with it and a new one is painted behind it, a few milliseconds of each frame.
import { type Camera, type Size, seen } from "../../core/board/camera";
import { apart, type Box, both, type Look } from "../../core/board/outline";
import { type Items, type ItemView, looksAlike, nothingDrawn } from "../../core/view/board";
import { aim, draw } from "./pencil";

const SLICE_MS = 6;
/** With so many changes at once a new picture is less work. */
const MANY = 300;
const SHARPEST = 2;

interface Layer {
  canvas: HTMLCanvasElement;
  pen: CanvasRenderingContext2D;
  camera: Camera;
  items: Items;
}

export class Painter {
  size: Size = { width: 0, height: 0 };
  ratio = 1;
  private front: Layer;
  private back: Layer;
  /** The next item of the picture behind, null when none is being painted. */
  private next: number | null = null;
  private frame = 0;
  private items: Items = nothingDrawn;
  private camera: Camera = { left: 0, top: 0, scale: 1 };

  /** `paper`: the ground, null over slides, which are seen through. */
  constructor(
    host: HTMLElement,
    private readonly look: (item: ItemView) => Look,
    private readonly paper: string | null,
  ) {
    this.front = layer(host);
    this.back = layer(host);
    this.back.canvas.style.visibility = "hidden";
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    this.front.canvas.remove();
    this.back.canvas.remove();
  }

  resize(size: Size, ratio: number): void {
    this.size = size;
    this.ratio = Math.min(SHARPEST, ratio);
    this.renew();
  }

  show(items: Items, camera: Camera): void {
    const moved = !alike(camera, this.camera);
    this.camera = camera;
    this.items = items;
    if (moved) this.follow();
    const many = !this.mend(this.front);
    if ((moved || many) && this.next === null) this.renew();
  }

  /** The picture is where the view was: it is carried along until the new one is ready. */
  private follow(): void {
    const { canvas, camera } = this.front;
    const grown = this.camera.scale / camera.scale;
    const x = (camera.left - this.camera.left) * this.camera.scale;
    const y = (camera.top - this.camera.top) * this.camera.scale;
    canvas.style.transform = alike(camera, this.camera) ? "" : `translate(${x}px, ${y}px) scale(${grown})`;
  }

  private renew(): void {
    const { width, height } = this.size;
    if (width === 0 || height === 0) return;
    const { back, ratio } = this;
    back.canvas.width = Math.round(width * ratio);
    back.canvas.height = Math.round(height * ratio);
    back.camera = this.camera;
    back.items = this.items;
    this.ground(back);
    aim(back.pen, back.camera, ratio);
    this.next = 0;
    this.frame ||= requestAnimationFrame(this.paint);
  }

  private readonly paint = (): void => {
    this.frame = 0;
    if (this.next === null) return;
    const { back } = this;
    const view = seen(back.camera, this.size);
    const until = performance.now() + SLICE_MS;
    while (this.next < back.items.length) {
      const item = back.items.at(this.next)!;
      this.next += 1;
      if (item.erased) continue;
      const look = this.look(item);
      if (!apart(look.box, view)) draw(back.pen, look, back.camera.scale);
      if (this.next % 16 === 0 && performance.now() > until) {
        this.frame = requestAnimationFrame(this.paint);
        return;
      }
    }
    this.swap();
  };

  private swap(): void {
    this.next = null;
    [this.front, this.back] = [this.back, this.front];
    this.front.canvas.style.transform = "";
    this.front.canvas.style.visibility = "";
    this.back.canvas.style.visibility = "hidden";
    this.follow();
    if (!this.mend(this.front) || !alike(this.front.camera, this.camera)) this.renew();
  }

  private ground({ pen, canvas }: Layer): void {
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    if (this.paper === null) return;
    pen.fillStyle = this.paper;
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }

  /** Brings a picture up to date; false if that is more work than a new one. */
  private mend(layer: Layer): boolean {
    const before = layer.items;
    if (before === this.items) return true;
    const places = this.items.changed(before);
    if (places.length > MANY) return false;
    const fresh: Look[] = [];
    let spoiled: Box | null = null;
    for (const place of places) {
      const [old, now] = [before.at(place), this.items.at(place)];
      if (old && now && looksAlike(old, now)) continue;
      if (!old && now && !now.erased) fresh.push(this.look(now));
      if (old && !old.erased) spoiled = both(spoiled, this.look(old).box);
      if (old && now && !now.erased) spoiled = both(spoiled, this.look(now).box);
    }
    layer.items = this.items;
    aim(layer.pen, layer.camera, this.ratio);
    for (const look of fresh) draw(layer.pen, look, layer.camera.scale);
    if (spoiled) this.again(layer, spoiled);
    return true;
  }

  /** One part of a picture anew. */
  private again(layer: Layer, spoiled: Box): void {
    const { pen, camera } = layer;
    const edge = 2 / camera.scale;
    const part = {
      left: spoiled.left - edge,
      top: spoiled.top - edge,
      right: spoiled.right + edge,
      bottom: spoiled.bottom + edge,
    };
    if (apart(part, seen(camera, this.size))) return;
    pen.save();
    pen.beginPath();
    pen.rect(part.left, part.top, part.right - part.left, part.bottom - part.top);
    pen.clip();
    this.ground(layer);
    aim(pen, camera, this.ratio);
    for (const item of layer.items) {
      if (item.erased) continue;
      const look = this.look(item);
      if (!apart(look.box, part)) draw(pen, look, camera.scale);
    }
    pen.restore();
  }
}

function layer(host: HTMLElement): Layer {
  const canvas = document.createElement("canvas");
  canvas.className = "board-picture";
  canvas.setAttribute("aria-hidden", "true");
  host.append(canvas);
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser has no canvas");
  return { canvas, pen, camera: { left: 0, top: 0, scale: 1 }, items: nothingDrawn };
}

const alike = (a: Camera, b: Camera): boolean => a.left === b.left && a.top === b.top && a.scale === b.scale;
