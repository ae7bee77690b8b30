// Commands for somebody who reads Arabic: what is typed stays as it is, what is said is in their language.
import { describe, expect, it } from "vitest";
import { loadLanguage, loadTexts } from "../../src/texts";
import { ground } from "./class";

await loadLanguage("ar");
await Promise.all([loadTexts("class"), loadTexts("slash")]);
const { read } = await import("../../src/panels/slash/read");
const { grammar } = await import("../../src/panels/slash/row");
const { TABLE } = await import("../../src/panels/slash/table");
const { timeWords } = await import("../../src/panels/slash/time");

const says = (line: string): string => {
  const found = read(line, ground("t"));
  return found.is === "trouble" ? found.says : found.is === "ready" ? found.deed.says : "";
};

describe("commands in another language", () => {
  it("are each written in one way, with the same words", () => {
    expect(new Set(TABLE.map(grammar)).size).toBe(TABLE.length);
    for (const line of ["/breakouts 2 random", "/joinmuted on", "/lock chat", "/stopwatch", "/people"])
      expect(read(line, ground("t")), line).toMatchObject({ is: "ready" });
    expect(grammar(TABLE.find((row) => row.name === "timer")!)).toBe("/timer المدة [الغرض]");
  });

  it("say their times, numbers and lists as the language does", () => {
    expect(timeWords(7_500_000)).toBe("ساعتان و5 دقائق");
    expect(says("/breakouts 2")).toContain("على مجموعتين");
    expect(says("/mute Kofi")).toContain("\u2068Kofi Mensah\u2069 أو \u2068Kofi Annan\u2069");
  });

  it("keep a command within a sentence in its own direction", () => {
    expect(says("/welcome off")).toContain("\u2066/welcome النص\u2069");
  });
});
