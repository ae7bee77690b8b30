// A surface as a file that any program can draw: the same lines, areas and words as on the screen.
import { type Box, FONT, type Look } from "./outline";

const safe = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** In pixels for people, in tenths inside. `below`: the picture that was drawn on, as a data address. */
export function svg(looks: Iterable<Look>, box: Box, title: string, below: string | null = null): string {
  const [wide, tall] = [box.right - box.left, box.bottom - box.top];
  const frame = `x="${box.left}" y="${box.top}" width="${wide}" height="${tall}"`;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide / 10}" height="${tall / 10}" ` +
      `viewBox="${box.left} ${box.top} ${wide} ${tall}">`,
    `<title>${safe(title)}</title>`,
    `<rect ${frame} fill="#fff"/>`,
    below ? `<image ${frame} href="${safe(below)}"/>` : "",
    '<g fill="none" stroke-linecap="round" stroke-linejoin="round">',
  ];
  for (const look of looks) parts.push(drawn(look));
  return `${parts.join("")}</g></svg>\n`;
}

function drawn({ parts, words }: Look): string {
  let text = "";
  for (const { d, width, colour, opacity, broken } of parts) {
    const thin = opacity < 1 ? ` opacity="${opacity}"` : "";
    const dash = broken && width ? ` stroke-dasharray="${width * 1.5} ${width * 2.2}"` : "";
    const look = width === null ? `fill="${colour}"` : `stroke="${colour}" stroke-width="${width}"${dash}`;
    text += `<path d="${d}" ${look}${thin}/>`;
  }
  if (!words) return text;
  const { lines, left, top, size, step, colour } = words;
  const rows = lines.map((line, row) => `<tspan x="${left}" y="${top + row * step}">${safe(line)}</tspan>`);
  const font = `font-size="${size}" font-family="${safe(FONT)}"`;
  return `${text}<text ${font} fill="${colour}" dominant-baseline="central" xml:space="preserve">${rows.join("")}</text>`;
}
