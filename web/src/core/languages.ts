// Languages by their codes (BCP 47): how they are called, and what the school can do with each.
import { locale } from "../texts";
import { ask } from "./api";

export interface SpokenHere {
  /** Set for the class or course; null: as the server is set. */
  language: string | null;
  /** What the server is set to. */
  usual: string;
  /** What can be heard at all, with the weights that each needs; nothing where nothing is transcribed. */
  languages: Readonly<Record<string, string>>;
  /** Of those weights which are not there: the command that fetches them, or what is wrong with them. */
  missing: Readonly<Record<string, string>>;
}
export interface LanguagesHere {
  spoken: SpokenHere;
  translation: { model: string | null; into: readonly string[] };
}

export const languagesApi = {
  ofClass: async (classId: string, token?: string): Promise<LanguagesHere> =>
    (await ask(`/classes/${classId}/languages`, {}, token)).json(),
  ofCourse: async (course: string): Promise<SpokenHere> =>
    (await (await ask(`/courses/${course}/language`)).json()).spoken,
  setOfCourse: async (course: string, language: string | null): Promise<SpokenHere> => {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ language });
    return (await (await ask(`/courses/${course}/language`, { method: "PUT", headers, body })).json()).spoken;
  },
};

/** Names that the engine has for languages, where they differ from the codes of today. */
const TODAY: Readonly<Record<string, string>> = { jw: "jv", no: "nb" };

export const codeOf = (language: string): string => TODAY[language] ?? language;

const called = (language: string, as: string): string => {
  const name = new Intl.DisplayNames([as], { type: "language" }).of(codeOf(language)) ?? language;
  return name.charAt(0).toLocaleUpperCase(as) + name.slice(1);
};
/** In the reader's language. */
export const languageName = (language: string): string => called(language, locale());
/** In the language itself, as those who read it look for it. */
export const ownName = (language: string): string => called(language, codeOf(language));

/** By their names, in the reader's order. */
export const byName = (languages: readonly string[]): string[] =>
  [...languages].sort((a, b) => languageName(a).localeCompare(languageName(b), locale()));
