// The transcript in other languages, as a machine put it: what there is, what is on its way, and lines as they then read.
import type { Entry, TranslationFailed } from "../../wire";
import type { CaptionsView, CaptionView } from "./captions";

/** A line put into a language, and the one written before it: a list that grows at no cost. */
interface Put {
  seq: number;
  caption: string;
  language: string;
  text: string;
  model: string;
  /** The words of which it is the translation. */
  source: string;
  earlier: Put | null;
}
/** How far a language is; for those who lead. */
export interface TranslationState {
  wanted: boolean;
  failed: TranslationFailed["reason"] | null;
}
export interface TranslationsView {
  put: Put | null;
  /** Up to which entry a language was taken back: what was translated anew stands before that in class time. */
  gone: ReadonlyMap<string, number>;
  states: ReadonlyMap<string, TranslationState>;
  /** The language of the class (ISO 639-1, or auto); null: as the server is set. */
  spoken: string | null;
}

export const noTranslations: TranslationsView = {
  put: null,
  gone: new Map(),
  states: new Map(),
  spoken: null,
};

const withState = (view: TranslationsView, language: string, state: TranslationState): TranslationsView => ({
  ...view,
  states: new Map(view.states).set(language, state),
});

export function foldTranslations(
  view: TranslationsView,
  captions: CaptionsView,
  { seq, event }: Entry,
): TranslationsView {
  switch (event.type) {
    case "ClassScheduled":
      return event.language ? { ...view, spoken: event.language } : view;
    case "LanguageSet":
      return { ...view, spoken: event.language };
    case "LineTranslated": {
      const { caption, language, text, model } = event;
      // It stands at its line, which is the last one or near it.
      const source = captions.lines.findLast((one) => one.caption === caption)?.text ?? "";
      return { ...view, put: { seq, caption, language, text, model, source, earlier: view.put } };
    }
    case "TranslationWanted":
      return withState(view, event.language, { wanted: true, failed: null });
    case "TranslationFinished":
    case "TranslationStopped":
      return withState(view, event.language, { wanted: false, failed: null });
    case "TranslationFailed":
      return withState(view, event.language, { wanted: false, failed: event.reason });
    case "TranslationWithdrawn":
      return { ...view, gone: new Map(view.gone).set(event.language, seq) };
    default:
      return view;
  }
}

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
  return { ...line, text, words: [], sure: "", language, stale: source !== line.text };
};

/** The lines in that language, without times of words; what was not translated stays as it is. */
export const inLanguage = (captions: CaptionsView, translation: Translation): CaptionsView => ({
  ...captions,
  lines: captions.lines.map((line) => put(line, translation)),
});
