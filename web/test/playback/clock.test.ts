import { expect, test } from "vitest";
import { ClassClock } from "../../src/core/playback/clock";
import { pausesOf, skipPause } from "../../src/core/playback/pauses";
import { correct, follower } from "../../src/core/playback/sync";

test("without sound the clock runs by itself at the chosen speed", () => {
  let now = 0;
  const clock = new ClassClock(() => now);
  clock.play();
  now = 1_000;
  expect(clock.position()).toBe(1_000);
  clock.setRate(2);
  now = 2_000;
  expect(clock.position()).toBe(3_000);
  clock.pause();
  now = 9_000;
  expect(clock.position()).toBe(3_000);
});

test("the sound leads, and when it falls silent the clock goes on from there", () => {
  let now = 0;
  let sound: number | null = 500;
  const clock = new ClassClock(() => now);
  clock.play();
  clock.follow(() => sound);
  now = 1_000;
  expect(clock.position()).toBe(500);
  sound = null;
  expect(clock.position()).toBe(500);
  now = 1_200;
  expect(clock.position()).toBe(700);
});

test("the clock stops at the newest recorded moment of a running class", () => {
  let now = 0;
  const clock = new ClassClock(() => now);
  clock.limit = 800;
  clock.play();
  now = 5_000;
  expect(clock.position()).toBe(800);
});

test("a pause of the recording is skipped", () => {
  const recorded: [number, number][] = [
    [0, 10_000],
    [15_000, 30_000],
  ];
  const pauses = pausesOf(recorded, 30_000);
  expect(pauses).toEqual([{ from: 10_000, to: 15_000 }]);
  expect(skipPause(pauses, 9_000)).toBe(9_000);
  expect(skipPause(pauses, 12_000)).toBe(15_000);
});

test("a class without any recorded range has no pauses", () => {
  expect(pausesOf([], 30_000)).toEqual([]);
});

test("a camera a little behind runs faster, one in step is left alone", () => {
  expect(correct(follower(), -0.1, 1, 1, 0).rate).toBeCloseTo(1.15);
  expect(correct(follower(), 0.1, 1, 1, 0).rate).toBeCloseTo(0.85);
  expect(correct(follower(), 0.01, 1, 1, 0)).toEqual({ rate: null, jump: false });
  expect(correct(follower(), 0.01, 1, 1.15, 0).rate).toBe(1);
});

test("a camera far off jumps only after three bad steps and a rest", () => {
  const state = follower();
  expect(correct(state, 1, 1, 1, 0).jump).toBe(false);
  expect(correct(state, 1, 1, 1, 0.1).jump).toBe(false);
  expect(correct(state, 1, 1, 1, 0.2).jump).toBe(true);
  for (const now of [0.3, 0.4, 0.5]) expect(correct(state, 1, 1, 1, now).jump).toBe(false);
  expect(correct(state, 1, 1, 1, 1.8).jump).toBe(true);
});
