// The catalogues: every language says everything, with the same values, and nothing is kept that is never said.
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, it } from "vitest";
import { LANGUAGES, type Language, loadLanguage, loadTexts, t } from "../src/texts";
import { isolate, type Tokens } from "../src/texts/isolate";
import { pieces } from "../src/ui/pieces";

type Entries = Record<string, string>;

const ALL = import.meta.glob<string>("../src/texts/*/*/*.json", {
  import: "default",
  query: "?raw",
  eager: true,
});
const SOURCES = import.meta.glob<string>(["../src/**/*.{ts,tsx}", "!../src/texts/**"], {
  import: "default",
  query: "?raw",
  eager: true,
});
const OTHERS = (Object.keys(LANGUAGES) as Language[]).filter((one) => one !== "en");

function catalogue(language: string): Map<string, string> {
  const files = Object.entries(ALL).filter(([path]) => path.includes(`/texts/${language}/`));
  return new Map(
    files.flatMap(([path, source]) => {
      const entries: Entries = JSON.parse(source);
      const name = path.slice(path.lastIndexOf("/") + 1, -".json".length);
      return Object.entries(entries).map(([key, text]) => [`${name}.${key}`, text] as const);
    }),
  );
}

/** The values that a text asks for, also within its plurals. */
function values(tokens: ReturnType<typeof compileMessageOrThrow>): string[] {
  if (typeof tokens === "string") return [];
  const found = tokens.flatMap((token) => {
    if (typeof token === "string") return [];
    const [name, , cases] = token as [string, string?, unknown?];
    const within = cases && typeof cases === "object" ? Object.values(cases) : [];
    return [name, ...within.filter(Array.isArray).flatMap((one) => values(one))];
  });
  return [...new Set(found)].sort();
}

/** What may stand in code: the name of the product, a pattern to type, and what is said when no catalogue came. */
const IN_CODE = ["Amphi", "https://…/join/…", "Amphi could not be loaded."];
const SAID = [
  /(?:aria-label|label|title|placeholder|alt|hint)="([^"]*[A-Za-z]{2}[^"]*)"/g,
  /(?<=[\w"'}/])>\s*([A-Z][a-z]+(?: [^<>{}()=;]*)?)\s*</g,
  /(?<!Error\()["`]([A-Z][a-z']* [a-z][^"`\n]*)["`]/g,
];
/** Comments are no texts, nor is the page of commands that stands in the docs. */
const spoken = (path: string, source: string): string =>
  path.endsWith("slash/help.ts") || path.endsWith("wire.ts") ? "" : source.replace(/(^|\s)\/[/*].*$/gm, "");

const english = catalogue("en");

describe("the catalogues", () => {
  it.each(OTHERS)("say in %s what English says, with the same values", (language) => {
    const other = catalogue(language);
    expect([...other.keys()].filter((key) => !english.has(key) && !key.startsWith("refusals."))).toEqual([]);
    expect([...english.keys()].filter((key) => !other.get(key))).toEqual([]);
    const differing = [...english].filter(([key, text]) => {
      const here = values(compileMessageOrThrow(other.get(key) ?? ""));
      return here.join() !== values(compileMessageOrThrow(text)).join();
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it("say everything: no text stands in code", () => {
    const found = Object.entries(SOURCES).flatMap(([path, source]) =>
      SAID.flatMap((kind) => [...spoken(path, source).matchAll(kind)].map((match) => match[1] ?? "")),
    );
    expect(found.filter((text) => !IN_CODE.some((known) => text.startsWith(known)))).toEqual([]);
  });

  it("keep nothing that no page says", () => {
    const all = Object.values(SOURCES).join("\n");
    const built = [...all.matchAll(/`(\w+\.\w*)\$\{/g)].map((match) => match[1] as string);
    const unsaid = [...english.keys()].filter(
      (key) => !all.includes(`"${key}"`) && !built.some((start) => key.startsWith(start)),
    );
    expect(unsaid).toEqual([]);
  });
});

it("names kept apart still choose among the cases of a sentence", () => {
  const tokens = isolate(
    compileMessageOrThrow("{who} {role, select, guest {(guest {who})} other {}}") as Tokens,
  );
  expect(tokens.slice(0, 3)).toEqual(["\u2068", ["who"], "\u2069"]);
  expect(tokens.at(-1)).toMatchObject([
    "role",
    "select",
    { guest: ["(guest ", "\u2068", ["who"], "\u2069", ")"] },
  ]);
});

describe("a language", () => {
  afterEach(() => loadLanguage("en"));

  it("is what everything is said in, with its own plurals", async () => {
    await loadLanguage("fr");
    await loadTexts("class");
    expect(t("ui.close")).toBe("Fermer");
  });

  it("that runs from right to left keeps names of the other direction whole", async () => {
    await loadLanguage("ar");
    expect(t("ui.seconds", { count: 5 })).toContain("5");
    expect(t("ui.seconds", { count: "Ann (2)" })).toContain("\u2068Ann (2)\u2069");
  });
});

it("a sentence with something drawn in it keeps the order of the language", () => {
  const drawn = renderToStaticMarkup(
    createElement("p", null, pieces("ui.seconds", { count: createElement("b", null, 3) })),
  );
  expect(drawn).toBe("<p><b>3</b> s</p>");
});
