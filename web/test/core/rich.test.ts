// Texts as people write them, read into parts; nothing of them is lost and nothing dangerous comes out.
import { describe, expect, it } from "vitest";
import { isSafe, type Part, richParts } from "../../src/core/rich";

const short = (parts: readonly Part[]): string =>
  parts
    .map((part) => ("parts" in part ? `${part.kind}(${short(part.parts)})` : `${part.kind}:${part.text}`))
    .join("|");
const read = (text: string) => short(richParts(text));

describe("addresses", () => {
  it.each([
    ["See https://example.org/a.", "text:See |link:https://example.org/a|text:."],
    ["(https://example.org/a_(b))!", "text:(|link:https://example.org/a_(b)|text:)!"],
    ["https://example.org/a_b_c, ok", "link:https://example.org/a_b_c|text:, ok"],
    ["javascript:alert(1)", "text:javascript:alert(1)"],
    ["https://school.example@evil.example/", "text:https://school.example@evil.example/"],
    ["http://", "text:http://"],
  ])("%s", (text, parts) => expect(read(text)).toBe(parts));

  it("may be followed only when they are of the web", () => {
    expect(
      ["https://a.example", "ftp://a.example", "data:text/html,x", "https://u:p@a.example"].map(isSafe),
    ).toEqual([true, false, false, false]);
  });
});

describe("code and formulas", () => {
  it.each([
    ["use `a*b*c` here", "text:use |code:a*b*c|text: here"],
    ["```py\nx = '$a$'\nprint(x)\n```\ndone", "codeblock:x = '$a$'\nprint(x)|text:done"],
    ["so $a^2 + b^2$ holds", "text:so |formula:a^2 + b^2|text: holds"],
    ["$$\\frac{1}{2}$$", "formulablock:\\frac{1}{2}"],
    ["it costs $5 and $10", "text:it costs $5 and $10"],
    ["$ x $", "text:$ x $"],
    ["`a", "text:`a"],
  ])("%s", (text, parts) => expect(read(text)).toBe(parts));
});

describe("bold and slanted words", () => {
  it.each([
    ["**very** good", "bold(text:very)|text: good"],
    ["*so* and _so_", "italic(text:so)|text: and |italic(text:so)"],
    ["**see `x`**", "bold(text:see |code:x)"],
    ["a snake_case_name and 2*3*4", "text:a snake_case_name and 2*3*4"],
    ["** not bold **", "text:** not bold **"],
  ])("%s", (text, parts) => expect(read(text)).toBe(parts));
});

it("reads the worst of ten thousand characters in one go", () => {
  for (const piece of ["**a", "$a ", "`", "_a", "*a ", "[(", "https://a.b/("]) {
    const text = piece.repeat(Math.floor(10_000 / piece.length));
    expect(read(text).length).toBeGreaterThan(0);
  }
});
