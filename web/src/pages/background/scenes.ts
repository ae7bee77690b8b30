// Pictures to sit before, drawn here and not loaded from anywhere.
import type { Scene } from "../../core/media/background";

type Pencil = OffscreenCanvasRenderingContext2D;

function sky(pencil: Pencil, ...colours: string[]): void {
  const { width, height } = pencil.canvas;
  const light = pencil.createLinearGradient(0, 0, 0, height);
  colours.forEach((colour, index) => {
    light.addColorStop(index / (colours.length - 1), colour);
  });
  pencil.fillStyle = light;
  pencil.fillRect(0, 0, width, height);
}

/** `colour`: with its opacity in the middle; towards "transparent", which is a black, it would grow dark. */
function glow(pencil: Pencil, x: number, y: number, reach: number, colour: string): void {
  const { width, height } = pencil.canvas;
  const light = pencil.createRadialGradient(x * width, y * height, 0, x * width, y * height, reach * width);
  light.addColorStop(0, colour);
  light.addColorStop(1, `${colour.slice(0, 7)}00`);
  pencil.fillStyle = light;
  pencil.fillRect(0, 0, width, height);
}

function wall(pencil: Pencil): void {
  sky(pencil, "#e9e4da", "#d8d0c2", "#c3b8a6");
  glow(pencil, 0.22, 0.15, 0.7, "#fffaf0cc");
}

function evening(pencil: Pencil): void {
  sky(pencil, "#232a52", "#5a4678", "#b8647a", "#f0a271", "#f7cf9a");
  glow(pencil, 0.72, 0.85, 0.45, "#ffe2a8b0");
}

function ridge(pencil: Pencil, colour: string, base: number, rise: number, turn: number): void {
  const { width, height } = pencil.canvas;
  pencil.fillStyle = colour;
  pencil.beginPath();
  pencil.moveTo(0, height);
  for (let x = 0; x <= 64; x++) {
    const along = x / 64;
    const y = base + rise * (Math.sin(along * 5 + turn) + 0.4 * Math.sin(along * 13 + turn * 2));
    pencil.lineTo(along * width, y * height);
  }
  pencil.lineTo(width, height);
  pencil.fill();
}

function hills(pencil: Pencil): void {
  sky(pencil, "#8fc0e0", "#cfe6ee", "#f6efdc");
  glow(pencil, 0.25, 0.3, 0.35, "#fff6d8d0");
  ridge(pencil, "#a9c3c4", 0.55, 0.05, 0.4);
  ridge(pencil, "#7fa597", 0.66, 0.05, 2.1);
  ridge(pencil, "#56836b", 0.78, 0.045, 3.9);
  ridge(pencil, "#39634c", 0.9, 0.035, 5.6);
}

const BINDINGS = ["#7a4b3a", "#38566b", "#8a7a4a", "#4f6b4e", "#6b4a63", "#9a8f80", "#2f4858", "#a0624a"];

function shelf(pencil: Pencil, top: number, row: number): void {
  const { width, height } = pencil.canvas;
  const room = height / 4;
  for (let x = 0.012, book = 0; x < 0.985; book++) {
    // The same books each time, none like its neighbour.
    const turn = (book * 7 + row * 5) % 11;
    const thick = 0.014 + 0.0017 * turn;
    const tall = room * (0.58 + 0.03 * ((turn * 3) % 8));
    pencil.fillStyle = turn === 4 ? "#2c2119" : BINDINGS[(book * 3 + row * 2 + turn) % BINDINGS.length]!;
    pencil.fillRect(x * width, top + room * 0.92 - tall, thick * width * 0.93, tall);
    pencil.fillStyle = "#ffffff26";
    pencil.fillRect(x * width, top + room * 0.92 - tall * 0.85, thick * width * 0.93, tall * 0.05);
    x += thick;
  }
  pencil.fillStyle = "#6d4c33";
  pencil.fillRect(0, top + room * 0.92, width, room * 0.08);
}

function books(pencil: Pencil): void {
  sky(pencil, "#31251c", "#241b14");
  for (let row = 0; row < 4; row++) shelf(pencil, (row * pencil.canvas.height) / 4, row);
  glow(pencil, 0.3, 0.1, 0.8, "#ffdca840");
}

const DRAWN: Record<Scene, (pencil: Pencil) => void> = { wall, evening, hills, books };

export function drawScene(scene: Scene, pencil: Pencil): void {
  DRAWN[scene](pencil);
}
