import { describe, expect, it } from "vitest";
import { Blur, Islands, settle } from "../../src/core/media/mask";

const WIDTH = 40;
const HEIGHT = 20;
const POINTS = WIDTH * HEIGHT;

/** A picture of stripes one point wide: the finest that can be written. */
function stripes(): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(POINTS * 4).fill(255);
  for (let at = 0; at < POINTS; at++) if (at % 2) pixels.fill(0, at * 4, at * 4 + 3);
  return pixels;
}

const reds = (pixels: Uint8ClampedArray) => Array.from({ length: POINTS }, (_, at) => pixels[at * 4]!);

describe("the mask", () => {
  it("is all of a sure person, nothing of a sure wall, and calms down in a few pictures", () => {
    const mask = new Uint8ClampedArray(2);
    for (let picture = 0; picture < 6; picture++) settle([0.95, 0.05], mask);
    expect(mask[0]).toBeGreaterThan(250);
    expect(mask[1]).toBe(0);
    for (let picture = 0; picture < 6; picture++) settle([0.05, 0.95], mask);
    expect(mask[0]).toBeLessThan(5);
  });
});

describe("islands", () => {
  const filled = (from: number, to: number, row: number, mask: Uint8ClampedArray) =>
    mask.fill(255, row * WIDTH + from, row * WIDTH + to);

  it("too small to be a person are taken out, a hand apart from the person stays", () => {
    const mask = new Uint8ClampedArray(POINTS);
    for (let row = 4; row < HEIGHT; row++) filled(10, 25, row, mask);
    for (let row = 2; row < 6; row++) filled(30, 34, row, mask);
    filled(0, 3, 1, mask);
    new Islands(WIDTH, HEIGHT).drown(mask);
    expect(mask[1 * WIDTH + 1]).toBe(0);
    expect(mask[3 * WIDTH + 31]).toBe(255);
    expect(mask[10 * WIDTH + 15]).toBe(255);
  });
});

describe("the blur", () => {
  it("leaves nothing of what is behind to be read", () => {
    const pixels = stripes();
    new Blur(WIDTH, HEIGHT, 5).over(pixels, new Uint8ClampedArray(POINTS));
    const seen = reads(pixels);
    expect(seen.most - seen.least).toBeLessThan(16);
    expect(pixels[3]).toBe(255);
  });

  it("takes nothing of the person's own colours, so that no halo stands around them", () => {
    const pixels = new Uint8ClampedArray(POINTS * 4).fill(255);
    const mask = new Uint8ClampedArray(POINTS);
    for (let at = 0; at < POINTS; at++)
      if (at % WIDTH < WIDTH / 2) mask[at] = 255;
      else pixels.set([20, 20, 20], at * 4);
    new Blur(WIDTH, HEIGHT, 5).over(pixels, mask);
    const beside = reds(pixels).filter((_, at) => at % WIDTH >= WIDTH / 2);
    expect(Math.max(...beside)).toBeLessThan(30);
  });
});

function reads(pixels: Uint8ClampedArray) {
  // The middle: towards the edge the picture is continued by its last point.
  const middle = reds(pixels).filter((_, at) => at % WIDTH > 10 && at % WIDTH < 30);
  return { least: Math.min(...middle), most: Math.max(...middle) };
}
