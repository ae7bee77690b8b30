// A glossary as text: a line for each term, with what it is misheard as and what it means.
import { expect, test } from "vitest";
import { readTerms, writeTerms } from "../../src/core/glossary";

test("a line is a term, with how it is misheard in brackets and its meaning after =", () => {
  const text =
    "Kelvin wave (calving wave,  Calvin wave) = along a coast\n\n ebb \n潮汐（潮夕）＝海水涨落\nEbb = going out";
  expect(readTerms(text)).toEqual([
    { term: "Kelvin wave", meaning: "along a coast", heard: ["calving wave", "Calvin wave"] },
    { term: "Ebb", meaning: "going out", heard: [] },
    { term: "潮汐", meaning: "海水涨落", heard: ["潮夕"] },
  ]);
});

test("what was read and written again is the same", () => {
  const terms = readTerms("a (b, c) = d\ne = f = g\nh (i)\nodd ) line");
  expect(readTerms(writeTerms(terms))).toEqual(terms);
  expect(terms.map(({ term }) => term)).toEqual(["a", "e", "h", "odd ) line"]);
});
