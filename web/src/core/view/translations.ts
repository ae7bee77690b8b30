// The transcript in other languages, as a machine put it: what there is, and what is on its way.
import type { Entry, TranslationFailed } from "../../wire";
import type { CaptionsView } from "./captions";

/** A line put into a language, and the one written before it: a list that grows at no cost. */
export interface Put {
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
