// What of the captions is read at a position of the recording.
import { type CaptionsView, type CaptionView, piecesOf } from "../view/captions";

/** No line lasts longer (ms). */
const LONGEST = 60_000;

/** What is said at a position, by two at most where people talk at once: the line that began last may linger, others are still spoken. */
export function linesAt({ lines }: CaptionsView, at: number, linger = 2500): CaptionView[] {
  const found: CaptionView[] = [];
  let wait = linger;
  for (let index = lines.length - 1; index >= 0 && found.length < 2; index -= 1) {
    const line = lines[index]!;
    if (line.start > at) continue;
    if (line.start < at - LONGEST) break;
    if (at <= line.end + wait && found[0]?.person !== line.person) found.unshift(line);
    wait = 0;
  }
  return found;
}

/** So many letters are read at once: two rows of subtitles. */
export const READ_AT_ONCE = 84;

/** Where a text is parted so that no part is longer than `most`: at spaces, where there are any. */
function partings(text: string, most: number): number[] {
  const count = Math.ceil(text.length / most);
  const found: number[] = [];
  for (let part = 1; part < count; part += 1) {
    const end = Math.max((found.at(-1) ?? 0) + 1, Math.round((text.length * part) / count));
    const space = text.lastIndexOf(" ", end);
    found.push(space > (found.at(-1) ?? 0) && end - space < most / 2 ? space + 1 : end);
  }
  return found;
}

/** When what stands at a place of a line was said: by its word's time, else as if all was said evenly. */
function saidAt(line: CaptionView, place: number): number {
  let from = 0;
  for (const { text, word } of piecesOf(line)) {
    if (word && from >= place) return word.start;
    from += text.length;
  }
  return line.start + ((line.end - line.start) * place) / line.text.length;
}

/** What of a long line is read at a position: nobody reads four rows at once, and a phone has no room for them. */
export function partAt(line: CaptionView, at: number, most = READ_AT_ONCE): string {
  if (line.text.length <= most) return line.text;
  const places = [0, ...partings(line.text, most)];
  let now = 0;
  while (now + 1 < places.length && saidAt(line, places[now + 1]!) <= at) now += 1;
  return line.text.slice(places[now], places[now + 1]).trim();
}
