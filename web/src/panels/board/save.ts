// A surface saved as a file: a drawing (SVG), or a picture (PNG) painted with the board's own pencil.
import { framed, HOME } from "../../core/board/camera";
import { type Box, both, type Look } from "../../core/board/outline";
import { svg } from "../../core/board/svg";
import { aim, draw } from "./pencil";
import type { Stand } from "./stand";

const EDGE = 300;
const LONGEST = 4096;

function what({ easel, options }: Stand): { looks: Look[]; box: Box } {
  const looks = [...easel.items].filter((one) => !one.erased).map((one) => easel.look(one));
  if (options.page) return { looks, box: options.page };
  const { contents } = easel;
  if (!contents) return { looks, box: HOME };
  const { left, top, right, bottom } = contents;
  return {
    looks,
    box: both(null, {
      left: Math.floor(left - EDGE),
      top: Math.floor(top - EDGE),
      right: Math.ceil(right + EDGE),
      bottom: Math.ceil(bottom + EDGE),
    }),
  };
}

export function give(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const fileName = (name: string, ending: string): string =>
  `${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "")}.${ending}`;

async function inside(below: string): Promise<string> {
  const file = await (await fetch(below)).blob();
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

export async function saveSvg(stand: Stand, name: string, below: string | null): Promise<void> {
  const { looks, box } = what(stand);
  const text = svg(looks, box, name, below && (await inside(below)));
  give(new Blob([text], { type: "image/svg+xml" }), fileName(name, "svg"));
}

export async function savePng(stand: Stand, name: string, below: string | null): Promise<void> {
  const { looks, box } = what(stand);
  const scale = Math.min(0.2, LONGEST / Math.max(box.right - box.left, box.bottom - box.top));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round((box.right - box.left) * scale));
  canvas.height = Math.max(1, Math.round((box.bottom - box.top) * scale));
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  if (below) {
    const picture = new Image();
    picture.src = below;
    await picture.decode();
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  }
  const camera = { ...framed(box, canvas), scale, left: box.left, top: box.top };
  aim(pen, camera, 1);
  for (const look of looks) draw(pen, look, scale);
  const file = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (file) give(file, fileName(name, "png"));
}
