// Words over the pictures of a PDF that nobody sees: they are found, copied and read aloud, in any script, without a font.
/** A line of words on a picture, in its pixels; `y` is the line that letters stand on. */
export interface Written {
  text: string;
  x: number;
  y: number;
  size: number;
  width: number;
  /** It runs from right to left. */
  rtl: boolean;
}

/** Hebrew and Arabic letters, with their presentation forms. */
const RIGHT = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc";
const run = (letter: string) => new RegExp(`${letter}+(?:[^\\p{L}\\p{N}]+${letter}+)*`, "gu");
const RUN = { right: run(`[${RIGHT}]`), left: run(`(?![${RIGHT}])[\\p{L}\\p{N}]`) };
const FIRST_RIGHT = new RegExp(`^[${RIGHT}]`);

/** Whether a paragraph runs from right to left: its first letter says so. */
export const runsRight = (text: string): boolean => FIRST_RIGHT.test(/\p{L}/u.exec(text)?.[0] ?? "");

const turned = (text: string): string => [...text].reverse().join("");

/** The letters as they stand from left to right: so they are in a PDF, and readers turn them around again. */
export const standing = ({ text, rtl }: Pick<Written, "text" | "rtl">): string =>
  rtl ? turned(text).replace(RUN.left, turned) : text.replace(RUN.right, turned);

/** Codes of one byte, without 0. */
const MOST = 255;
/** Of a thousand, each letter is as wide; lines are stretched to what they take. */
const WIDE = 500;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
/** A letter in UTF-16, as PDF wants it in a table of letters (ISO 32000-1 section 9.10.3). */
const utf16 = (letter: string): string =>
  Array.from({ length: letter.length }, (_, at) => hex(letter.charCodeAt(at), 4)).join("");

/** Fonts of empty glyphs (Type 3, section 9.6.5) that say which letter each code stands for. */
export class Words {
  private readonly codes = new Map<string, number>();

  constructor(lines: Iterable<Written>) {
    for (const { text } of lines)
      for (const letter of text) if (!this.codes.has(letter)) this.codes.set(letter, this.codes.size);
  }

  /** How many objects the fonts take. */
  get count(): number {
    return this.fonts === 0 ? 0 : 2 * this.fonts + 1;
  }

  private get fonts(): number {
    return Math.ceil(this.codes.size / MOST);
  }

  /** What pages name them by; `first` is the number of the first object. */
  resources(first: number): string {
    const names = Array.from({ length: this.fonts }, (_, at) => `/T${at} ${first + 1 + 2 * at} 0 R`);
    return names.length === 0 ? "" : ` /Font << ${names.join(" ")} >>`;
  }

  /** The glyph of all, then each font and its table of letters. */
  *objects(first: number): Generator<[head: string, stream?: string]> {
    if (this.fonts === 0) return;
    const glyph = `${WIDE} 0 d0`;
    yield [`<< /Length ${glyph.length} >>`, glyph];
    const letters = [...this.codes.keys()];
    for (let at = 0; at < this.fonts; at += 1) {
      const own = letters.slice(at * MOST, (at + 1) * MOST);
      const last = own.length;
      yield [
        `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 ${WIDE} 1000] /FontMatrix [0.001 0 0 0.001 0 0] ` +
          `/CharProcs << /g ${first} 0 R >> /Encoding << /Type /Encoding /Differences [1 ${own.map(() => "/g").join(" ")}] >> ` +
          `/FirstChar 1 /LastChar ${last} /Widths [${own.map(() => WIDE).join(" ")}] /Resources << >> ` +
          `/ToUnicode ${first + 2 + 2 * at} 0 R >>`,
      ];
      const table = unicode(own);
      yield [`<< /Length ${table.length} >>`, table];
    }
  }

  /** What writes the lines on a page of a height in points, `scale` points to a pixel. */
  draw(lines: readonly Written[], high: number, scale: number): string {
    return lines
      .filter(({ text, width }) => text !== "" && width > 0)
      .map((line) => {
        const letters = [...standing(line)];
        const size = line.size * scale;
        const stretch = (100 * line.width * scale) / ((letters.length * size * WIDE) / 1000);
        const place = `${(line.x * scale).toFixed(2)} ${(high - line.y * scale).toFixed(2)} Td`;
        return `BT ${stretch.toFixed(2)} Tz ${place} ${this.show(letters, size)} ET`;
      })
      .join("\n");
  }

  /** Letters in a row, changing the font where the next one is of another. */
  private show(letters: readonly string[], size: number): string {
    const runs: { font: number; codes: string }[] = [];
    for (const letter of letters) {
      const code = this.codes.get(letter)!;
      const font = Math.floor(code / MOST);
      if (runs.at(-1)?.font !== font) runs.push({ font, codes: "" });
      runs.at(-1)!.codes += hex(1 + (code % MOST), 2);
    }
    return runs.map(({ font, codes }) => `/T${font} ${size.toFixed(2)} Tf <${codes}> Tj`).join(" ");
  }
}

function unicode(letters: readonly string[]): string {
  const rows = letters.map((letter, at) => `<${hex(at + 1, 2)}> <${utf16(letter)}>`);
  const parts: string[] = [];
  for (let at = 0; at < rows.length; at += 100) {
    const some = rows.slice(at, at + 100); // at most a hundred a part
    parts.push(`${some.length} beginbfchar\n${some.join("\n")}\nendbfchar`);
  }
  return [
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Letters def /CMapType 2 def",
    "1 begincodespacerange <00> <ff> endcodespacerange",
    ...parts,
    "endcmap CMapName currentdict /CMap defineresource pop end end",
  ].join("\n");
}
