/** Small pictures of the stage for the seek bar: fetched five minutes at a time, when somebody looks there. */
import { ask } from "../api";

/** As the server makes them: every ten seconds, 30 in a file. */
const STEP = 10_000;
export const COLUMNS = 6;
export const ROWS = 5;
const STRIP = STEP * COLUMNS * ROWS;
/** The last strip of a running class is asked for anew so often, in class ms. */
const GROWS = 30_000;

export interface Glimpse {
  /** Object URL of the strip. */
  url: string;
  /** Where in it, as CSS background position and size. */
  position: string;
  size: string;
}

/** Which strip holds a moment, and at which place in it. */
export function placeOf(at: number): { strip: number; column: number; row: number } {
  const place = Math.floor((at % STRIP) / STEP);
  return { strip: Math.floor(at / STRIP), column: place % COLUMNS, row: Math.floor(place / COLUMNS) };
}

export class Glimpses {
  private readonly kept = new Map<string, Promise<string | null>>();

  constructor(
    private readonly classId: string,
    private readonly token: string | undefined,
    /** How the class is edited, as a query: other edits have other pictures. */
    private readonly look = "",
  ) {}

  /** The picture of a moment; null when there is none. `edge`: how far the class can be played. */
  async at(moment: number, edge: number, ended: boolean): Promise<Glimpse | null> {
    const { strip, column, row } = placeOf(Math.max(0, Math.min(moment, edge - 1)));
    const grown = ended || (strip + 1) * STRIP <= edge ? "whole" : Math.floor(edge / GROWS);
    const url = await this.strip(strip, `${strip} ${grown}`);
    if (url === null) return null;
    const share = (place: number, places: number) => `${(100 * place) / (places - 1)}%`;
    const position = `${share(column, COLUMNS)} ${share(row, ROWS)}`;
    return { url, position, size: `${COLUMNS * 100}% ${ROWS * 100}%` };
  }

  private strip(number: number, key: string): Promise<string | null> {
    const known = this.kept.get(key);
    if (known) return known;
    const made = ask(`/classes/${this.classId}/glimpses/${number}.webp${this.look}`, {}, this.token)
      .then(async (answer) => URL.createObjectURL(await answer.blob()))
      .catch(() => null);
    this.kept.set(key, made);
    return made;
  }

  close(): void {
    for (const url of this.kept.values()) void url.then((one) => one && URL.revokeObjectURL(one));
    this.kept.clear();
  }
}
