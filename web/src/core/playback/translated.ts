// The lines of a transcript as they read in another language, and how much of it there is.
import { directionOf } from "../direction";
import type { CaptionsView, CaptionView } from "../view/captions";
import type { Put, TranslationsView } from "../view/translations";

export interface Translation {
  /** Which machine wrote the latest of its lines. */
  model: string;
  byCaption: ReadonlyMap<string, Put>;
}

/** All there is, by language. */
export function translationsOf(view: TranslationsView): Map<string, Translation> {
  const found = new Map<string, { seq: number; model: string; byCaption: Map<string, Put> }>();
  for (let put = view.put; put !== null; put = put.earlier) {
    const { language, caption, seq, text, model } = put;
    if (seq < (view.gone.get(language) ?? 0) || text === "") continue;
    const one = found.get(language) ?? { seq: 0, model, byCaption: new Map() };
    if ((one.byCaption.get(caption)?.seq ?? 0) < seq) one.byCaption.set(caption, put);
    if (seq > one.seq) Object.assign(one, { seq, model });
    found.set(language, one);
  }
  return found;
}

/** How much of a transcript a translation covers: lines that read so, that read differently by now, and that are missing. */
export function coverage(captions: CaptionsView, translation: Translation | undefined) {
  let [done, stale] = [0, 0];
  for (const line of captions.lines) {
    const found = translation?.byCaption.get(line.caption);
    if (found?.source === line.text) done += 1;
    else if (found) stale += 1;
  }
  return { done, stale, missing: captions.lines.length - done - stale };
}

const put = (line: CaptionView, translation: Translation): CaptionView => {
  const found = translation.byCaption.get(line.caption);
  if (!found) return line;
  const { text, language, source } = found;
  const stale = source !== line.text;
  return { ...line, text, words: [], sure: "", language, dir: directionOf(language), stale };
};

/** The lines in that language, without times of words; what was not translated stays as it is. */
export const inLanguage = (captions: CaptionsView, translation: Translation): CaptionsView => ({
  ...captions,
  lines: captions.lines.map((line) => put(line, translation)),
});
