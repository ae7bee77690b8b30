// A PDF of pictures, one a page (ISO 32000-1 section 7): what a deck with its drawings is saved as.
import { Words, type Written } from "./pdfWords";

export interface PicturePage {
  /** A JPEG. */
  picture: Blob;
  width: number;
  height: number;
  /** What is written on the picture, to be found and read aloud. */
  written?: readonly Written[];
}

/** A page of 1600 pixels is ten inches wide. */
const POINTS = 720 / 1600;

/** The letters of a text as PDF wants them in any language: UTF-16 with a mark, in hexadecimal (section 7.9.2). */
const text = (words: string): string => `<FEFF${[...words].flatMap(units).join("")}>`;
const units = (letter: string): string[] =>
  Array.from({ length: letter.length }, (_, at) => letter.charCodeAt(at).toString(16).padStart(4, "0"));

export function pdf(title: string, pages: readonly PicturePage[]): Blob {
  const parts: (string | Blob)[] = [];
  const places: number[] = [];
  let size = 0;
  const put = (part: string | Blob) => {
    parts.push(part);
    size += typeof part === "string" ? part.length : part.size; // only ASCII is written as text
  };
  const object = (head: string, stream?: string | Blob) => {
    places.push(size);
    put(`${places.length} 0 obj\n${head}`);
    if (stream !== undefined) {
      put("\nstream\n");
      put(stream);
      put("\nendstream");
    }
    put("\nendobj\n");
  };
  const words = new Words(pages.flatMap(({ written }) => written ?? []));
  const fonts = 4 + 3 * pages.length;
  put("%PDF-1.4\n");
  const kids = pages.map((_, index) => `${4 + 3 * index} 0 R`).join(" ");
  object("<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /DisplayDocTitle true >> >>");
  object(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  object(`<< /Title ${text(title)} >>`);
  for (const [index, { picture, width, height, written }] of pages.entries()) {
    const first = 4 + 3 * index;
    const [wide, high] = [(width * POINTS).toFixed(2), (height * POINTS).toFixed(2)];
    const over = written ? `\n${words.draw(written, height * POINTS, POINTS)}` : "";
    const drawn = `q ${wide} 0 0 ${high} 0 0 cm /P Do Q${over}`;
    object(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${wide} ${high}] /Contents ${first + 1} 0 R ` +
        `/Resources << /XObject << /P ${first + 2} 0 R >>${written ? words.resources(fonts) : ""} >> >>`,
    );
    object(`<< /Length ${drawn.length} >>`, drawn);
    object(
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB ` +
        `/BitsPerComponent 8 /Filter /DCTDecode /Length ${picture.size} >>`,
      picture,
    );
  }
  for (const [head, stream] of words.objects(fonts)) object(head, stream);
  const start = size;
  put(`xref\n0 ${places.length + 1}\n0000000000 65535 f \n`);
  for (const place of places) put(`${String(place).padStart(10, "0")} 00000 n \n`);
  put(`trailer\n<< /Size ${places.length + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return new Blob(parts, { type: "application/pdf" });
}
