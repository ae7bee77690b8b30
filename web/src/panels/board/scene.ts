// What is above the picture and changes with every frame: strokes in the making, others' pens, what is selected.
import type { Camera, Size, Spot } from "../../core/board/camera";
import type { Easel } from "../../core/board/easel";
import { type Box, type Drawn, INKS, look } from "../../core/board/outline";
import { encode, encodePressure } from "../../core/board/points";
import type { OthersPen, WetStroke } from "../../core/board/wet";
import { hue } from "../../ui/names";
import { aim, draw, label, measure } from "./pencil";

const NAMES = ["#1b4fa8", "#8a3e0c", "#17633c", "#63309a"];
const CHOSEN = "#1b5fd9";
const MARGIN = 6;

export interface Scene {
  stroke: WetStroke | null;
  others: readonly OthersPen[];
  nameOf: (person: string) => string;
  frame: Box | null;
  eraser: { spot: Spot; radius: number } | null;
}

const drawn = ({ kind, colour, width, points }: WetStroke): Drawn => {
  const shape = kind !== "pen" && kind !== "highlighter";
  const some = shape ? [points[0]!, points[points.length - 1]!] : points;
  const pressure = kind === "pen" ? encodePressure(points) : "";
  return { kind, colour, width, points: encode(some), pressure, text: "", late: false, dx: 0, dy: 0 };
};

export class Above {
  private readonly pen: CanvasRenderingContext2D;
  private readonly canvas: HTMLCanvasElement;
  private ratio = 1;

  constructor(host: HTMLElement) {
    this.canvas = document.createElement("canvas");
    this.canvas.className = "board-picture";
    this.canvas.setAttribute("aria-hidden", "true");
    host.append(this.canvas);
    this.pen = this.canvas.getContext("2d")!;
  }

  close(): void {
    this.canvas.remove();
  }

  resize(size: Size, ratio: number): void {
    this.ratio = ratio;
    this.canvas.width = Math.round(size.width * ratio);
    this.canvas.height = Math.round(size.height * ratio);
  }

  draw(easel: Easel, camera: Camera, scene: Scene): void {
    const { pen, ratio } = this;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    aim(pen, camera, ratio);
    const wet = [scene.stroke, ...scene.others.map((one) => one.stroke)];
    for (const stroke of wet)
      if (stroke && stroke.points.length > 0) draw(pen, look(drawn(stroke), measure), camera.scale);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.setLineDash([]);
    for (const other of scene.others)
      label(pen, camera, other, scene.nameOf(other.person), NAMES[hue(other.person) - 1] ?? INKS.black);
    const selection = easel.selection;
    if (selection) this.box(camera, selection, []);
    if (scene.frame) this.box(camera, scene.frame, [5, 4]);
    if (scene.eraser) this.circle(camera, scene.eraser.spot, scene.eraser.radius);
  }

  private box({ left, top, scale }: Camera, box: Box, dash: number[]): void {
    const { pen } = this;
    pen.setLineDash(dash);
    pen.lineWidth = 2;
    pen.strokeStyle = CHOSEN;
    pen.strokeRect(
      (box.left - left) * scale - MARGIN,
      (box.top - top) * scale - MARGIN,
      (box.right - box.left) * scale + 2 * MARGIN,
      (box.bottom - box.top) * scale + 2 * MARGIN,
    );
    pen.setLineDash([]);
  }

  private circle({ left, top, scale }: Camera, { x, y }: Spot, radius: number): void {
    const { pen } = this;
    pen.lineWidth = 1.5;
    pen.strokeStyle = INKS.black;
    pen.fillStyle = "#ffffffaa";
    pen.beginPath();
    pen.arc((x - left) * scale, (y - top) * scale, radius, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }
}
