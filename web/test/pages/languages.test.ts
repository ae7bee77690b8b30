// Languages in the room: chosen under More, and how lists of people read in them.
import { afterEach, describe, expect, it } from "vitest";
import { languageEntries } from "../../src/pages/room/MoreMenu";
import { whoWords } from "../../src/panels/reactions";
import { type Language, loadLanguage, loadTexts } from "../../src/texts";

const reading = async (language: Language) => {
  await loadLanguage(language);
  await loadTexts("class");
};

afterEach(() => reading("en"));

describe("the languages under More", () => {
  it("stand there by their own names whatever is spoken, and the one that is spoken is marked", async () => {
    const named = languageEntries().map((one) => one.label);
    await reading("ar");
    expect(languageEntries().map((one) => one.label)).toEqual(named);
    expect(languageEntries().filter((one) => one.chosen)).toMatchObject([{ label: "العربية" }]);
  });
});

describe("whoever reacted", () => {
  it("is listed as each language lists people", async () => {
    const names = ["Kofi", "Ada", "Ben", "Dana", "Eve"];
    await reading("fr");
    expect(whoWords(["Kofi"], true)).toBe("Kofi et vous");
    expect(whoWords(names, false)).toBe("Kofi, Ada, Ben et 2 autres");
    await reading("zh-Hans");
    expect(whoWords(names, true)).toBe("Kofi、Ada、Ben和另外 3 人");
  });
});
