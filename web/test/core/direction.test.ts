// Which way a text or a language is written.
import { expect, it } from "vitest";
import { directionOf, directionOfText } from "../../src/core/direction";

it("follows the first letter, whatever stands before it", () => {
  expect(directionOfText("10:30, المدّ والجزر")).toBe("rtl");
  expect(directionOfText("«Tides» المدّ")).toBe("ltr");
  expect(directionOfText("10:30")).toBe("ltr");
});

it("knows a language by its code, with a region or without", () => {
  expect(["ar", "ar-EG", "he", "de", "zh-Hans"].map(directionOf)).toEqual([
    "rtl",
    "rtl",
    "rtl",
    "ltr",
    "ltr",
  ]);
});
