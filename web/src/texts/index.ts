// What the pages say, in the reader's language: texts by key, from one folder of catalogues a language.
import { setupI18n } from "@lingui/core";
import type { Tokens } from "./isolate";
import type { Key } from "./keys";

export type { Key };

/** Each language by its own name, as those who read it look for it. */
export const LANGUAGES = {
  en: "English",
  fr: "Français",
  de: "Deutsch",
  es: "Español",
  ar: "العربية",
  "zh-Hans": "简体中文",
} as const;
export type Language = keyof typeof LANGUAGES;
/** `first`: what lobby and frame say; `class`: what everything behind them says; `slash`: what commands in the chat say. */
export type Part = "first" | "class" | "slash";

type Values = Record<string, string | number>;
type Files = Record<string, Record<string, Tokens>>;

const KEY = "amphi.language";
const RIGHT_TO_LEFT: readonly Language[] = ["ar"];

const CATALOGUES = import.meta.glob<Files>("./*/{first,class,slash}.ts", { import: "default" });
const texts = setupI18n({ missing: (_, key) => key });

const known = (name: string): Language | undefined => {
  if (/^zh\b/i.test(name)) return "zh-Hans";
  return (Object.keys(LANGUAGES) as Language[]).find((one) => one === name.toLowerCase().split("-")[0]);
};

function firstChoice(): Language {
  const wanted = [localStorage.getItem(KEY) ?? "", ...navigator.languages];
  return wanted.map(known).find((one) => one !== undefined) ?? "en";
}

let spoken: Language = "en";
export const language = (): Language => spoken;
export const isRightToLeft = (): boolean => RIGHT_TO_LEFT.includes(spoken);

/** For dates, numbers and lists: the reader's own region where it speaks the language of the page, European digits. */
export function locale(): string {
  const own = navigator.languages.find((one) => known(one) === spoken) ?? spoken;
  return new Intl.Locale(own, { numberingSystem: "latn" }).toString();
}

/** Another language is kept for this device; the page is drawn anew in it. */
export function speak(chosen: Language): void {
  localStorage.setItem(KEY, chosen);
  location.reload();
}

/** Load a part of the catalogue; what needs its texts is loaded after it. */
export async function loadTexts(part: Part): Promise<void> {
  const [files, kept] = await Promise.all([
    CATALOGUES[`./${spoken}/${part}.ts`]!(),
    isRightToLeft() ? import("./isolate") : null,
  ]);
  for (const [path, entries] of Object.entries(files)) {
    const name = path.slice(path.lastIndexOf("/") + 1, -".json".length);
    const keyed = Object.entries(entries).map(([key, text]) => [
      `${name}.${key}`,
      kept ? kept.isolate(text) : text,
    ]);
    texts.load(locale(), Object.fromEntries(keyed));
  }
}

/** Everything from here on is said in this language. */
export async function loadLanguage(chosen: Language): Promise<void> {
  spoken = chosen;
  await loadTexts("first");
  texts.activate(locale());
}

/** Called once, before the first page is drawn. */
export async function restoreLanguage(): Promise<void> {
  await loadLanguage(firstChoice());
  document.documentElement.lang = spoken;
  document.documentElement.dir = isRightToLeft() ? "rtl" : "ltr";
}

/** The text of a key in ICU MessageFormat, with its values put in. */
export function t(key: Key, values?: Values): string {
  return texts._(key, values);
}

/** The text of a key that may be missing, such as that of a server's newer code. */
export function told(key: string, values: Values): string | undefined {
  const text = texts._(key, values);
  return text === key ? undefined : text;
}
