import { expect, test } from "vitest";
import { SteadyTime } from "../../src/core/playback/steady";

/** Reads every 100 ms the time of a sound that really is at `(now - 500) * rate`, and is told only every `step` ms, `late` ms later. */
function off(step: number, late: (at: number) => number, rate = 1, stoodFrom = Infinity) {
  const time = new SteadyTime();
  const found: number[] = [];
  for (let now = 1_000; now < 6_000; now += 100) {
    const real = Math.min(now, stoodFrom) - 500;
    const told = Math.floor((real - late(now)) / step) * step;
    found.push(time.read(told * rate, now, rate) - real * rate);
  }
  return found;
}

test("a time that is told late and in steps is steady all the same", () => {
  const late = (at: number) => (at % 300 === 0 ? 3 : 60);
  const found = off(37, late).slice(20);
  expect(Math.max(...found)).toBeLessThanOrEqual(0);
  expect(Math.min(...found)).toBeGreaterThan(-30);
  expect(Math.min(...off(37, late, 2).slice(20))).toBeGreaterThan(-90);
});

test("what is told without delay is left as it is", () => {
  expect(off(1, () => 0).every((one) => Math.abs(one) < 1.1)).toBe(true);
});

test("a sound that stands takes the time no further than a moment", () => {
  expect(Math.max(...off(1, () => 0, 1, 3_000))).toBe(120);
});

test("another place and another speed begin anew", () => {
  const time = new SteadyTime();
  expect(time.read(5_000, 100, 1)).toBe(5_000);
  expect(time.read(2_000, 200, 1)).toBe(2_000);
  expect(time.read(2_050, 300, 2)).toBe(2_050);
  expect(time.read(2_250, 400, 2)).toBe(2_250);
  time.reset();
  expect(time.read(9_000, 500, 2)).toBe(9_000);
});
