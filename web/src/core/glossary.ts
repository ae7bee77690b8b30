// Names and terms of a course: written as lines of text, kept as a list.
import { ask } from "./api";

export interface Term {
  term: string;
  meaning: string;
  /** As what it is heard by mistake. */
  heard: readonly string[];
}

/** `courses/ID` for whoever owns it, `classes/ID` for those who lead one of its classes. */
export type Place = string;

export const glossaryApi = {
  get: async (place: Place, token?: string): Promise<Term[]> =>
    (await (await ask(`/${place}/glossary`, {}, token)).json()).glossary,
  set: async (place: Place, glossary: readonly Term[], token?: string): Promise<void> => {
    const headers = { "Content-Type": "application/json" };
    await ask(`/${place}/glossary`, { method: "PUT", headers, body: JSON.stringify({ glossary }) }, token);
  },
};

const neat = (text: string): string => text.trim().replace(/\s+/g, " ");

/** "Kelvin wave (calving wave, Calvin wave) = along a coast": a line for each; of two that are alike the last counts. */
export function readTerms(text: string): Term[] {
  const found = new Map<string, Term>();
  for (const line of text.split(/\r?\n/)) {
    const parts = /^([^=＝(（]*)(?:[(（]([^)）]*)[)）])?\s*(?:[=＝](.*))?$/.exec(line.trim());
    const [term = "", heard = "", meaning = ""] = parts ? parts.slice(1) : [line];
    if (!neat(term)) continue;
    const wrong = heard
      .split(/[,，،、]/)
      .map(neat)
      .filter(Boolean);
    found.set(neat(term).toLowerCase(), { term: neat(term), meaning: neat(meaning), heard: wrong });
  }
  return [...found.values()];
}

export const writeTerms = (terms: readonly Term[]): string =>
  terms
    .map(({ term, heard, meaning }) =>
      [term, heard.length > 0 ? ` (${heard.join(", ")})` : "", meaning ? ` = ${meaning}` : ""].join(""),
    )
    .join("\n");
