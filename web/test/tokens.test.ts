// Contrast of every pair of colours that the pages use, in both themes (WCAG 2.2: 4.5 for text, 3 for controls).
import { describe, expect, it } from "vitest";
import css from "../src/ui/tokens.css?raw";

const HEX = /^#[0-9A-Fa-f]{6}$/;

function colour(name: string, theme: 0 | 1): string {
  const value = css.match(new RegExp(`--${name}:\\s*([^;]+);`))?.[1]?.trim() ?? "";
  const both = value.match(/light-dark\(([^,]+),\s*([^)]+)\)/);
  const found = (both ? both[theme + 1]! : value).trim();
  if (!HEX.test(found)) throw new Error(`--${name} is not a plain colour: ${value}`);
  return found;
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((from) => {
    const part = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

const grounds = ["bg", "surface", "raised", "sunken"];
const text: [string, string][] = [
  ...grounds.flatMap((ground): [string, string][] => [
    ["text", ground],
    ["muted", ground],
    ["accent", ground],
    ["success", ground],
    ["warn", ground],
    ["danger", ground],
  ]),
  ["on-accent", "accent"],
  ["accent", "accent-soft"],
  ["text", "accent-soft"],
  ["muted", "accent-soft"],
  ["success", "success-soft"],
  ["warn", "warn-soft"],
  ["text", "warn-soft"],
  ["danger", "danger-soft"],
  ["text", "danger-soft"],
  ["on-stop", "stop"],
  ["on-stop", "stop-hover"],
  ["on-hand", "hand"],
  ["on-stage", "stage"],
  ["on-stage", "stage-2"],
  ["on-stage", "stage-line"],
  ["on-stage-muted", "stage"],
  ["on-stage-muted", "stage-2"],
  ["stage-accent", "stage"],
  ["rec", "stage"],
  ["ink", "paper"],
  ["h1i", "h1"],
  ["h2i", "h2"],
  ["h3i", "h3"],
  ["h4i", "h4"],
];
const controls: [string, string][] = grounds
  .flatMap((ground): [string, string][] => [
    ["control", ground],
    ["accent", ground],
  ])
  .concat([
    ["pen-1", "paper"],
    ["pen-2", "paper"],
  ]);

describe.each([
  ["light", 0],
  ["dark", 1],
] as const)("in the %s theme", (_, theme) => {
  it.each(text)("%s can be read on %s", (front, back) => {
    expect(contrast(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(controls)("%s can be seen on %s", (front, back) => {
    expect(contrast(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(3);
  });
});

it("every variable that a style reads is set somewhere", () => {
  const styles = import.meta.glob<string>("../src/**/*.css", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const pages = import.meta.glob<string>("../src/**/*.{ts,tsx}", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const all = [...Object.values(styles), ...Object.values(pages)].join("\n");
  const set = new Set([...all.matchAll(/(--[\w-]+)"?(?:\s*:|[",\]])/g)].map((found) => found[1]));
  const read = Object.values(styles).flatMap((one) => [...one.matchAll(/var\((--[\w-]+)\)/g)]);
  expect(new Set(read.map((found) => found[1]).filter((name) => !set.has(name)))).toEqual(new Set());
});
