// Which part of a surface is in view, and how large: tenths of a pixel there, pixels of the screen here.
import type { Box } from "./outline";

export interface Camera {
  /** What stands in the upper left corner of the view. */
  left: number;
  top: number;
  /** Pixels of the screen for one unit. */
  scale: number;
}
export interface Size {
  width: number;
  height: number;
}
export interface Spot {
  x: number;
  y: number;
}

/** A page of slides is so wide; a new sheet shows as much. */
export const PAGE = 16_000;
export const HOME: Box = { left: 0, top: 0, right: PAGE, bottom: (PAGE * 9) / 16 };
const NEAREST = 2;
const FARTHEST = 0.002;

export const toScreen = ({ left, top, scale }: Camera, { x, y }: Spot): Spot => ({
  x: (x - left) * scale,
  y: (y - top) * scale,
});
export const toPaper = ({ left, top, scale }: Camera, { x, y }: Spot): Spot => ({
  x: x / scale + left,
  y: y / scale + top,
});

/** All of a box in the middle of the view. */
export function framed(box: Box, { width, height }: Size, edge = 0): Camera {
  const [wide, tall] = [Math.max(1, box.right - box.left), Math.max(1, box.bottom - box.top)];
  const scale = Math.max(FARTHEST, Math.min((width - 2 * edge) / wide, (height - 2 * edge) / tall, NEAREST));
  return {
    left: (box.left + box.right) / 2 - width / scale / 2,
    top: (box.top + box.bottom) / 2 - height / scale / 2,
    scale,
  };
}

export const panned = (camera: Camera, dx: number, dy: number): Camera => ({
  ...camera,
  left: camera.left - dx / camera.scale,
  top: camera.top - dy / camera.scale,
});

/** Nearer by a factor; what is at `spot` of the screen stays there. */
export function zoomed(camera: Camera, factor: number, spot: Spot): Camera {
  const scale = Math.min(NEAREST, Math.max(FARTHEST, camera.scale * factor));
  const { x, y } = toPaper(camera, spot);
  return { left: x - spot.x / scale, top: y - spot.y / scale, scale };
}

export const seen = (camera: Camera, { width, height }: Size): Box => ({
  left: camera.left,
  top: camera.top,
  right: camera.left + width / camera.scale,
  bottom: camera.top + height / camera.scale,
});
