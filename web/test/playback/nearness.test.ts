import { expect, test } from "vitest";
import { Aim, Nearness } from "../../src/core/playback/nearness";

const EVERY = 100;

/**
 * Plays a running class whose recording grows by a piece of 500 ms: what is in hand falls, and rises with each piece, by `late(ms)`
 * after its moment. Gives what was in hand at the least and at the end, how often the sound stood, and the speeds.
 */
function played(seconds: number, hand: number, late: (at: number) => number = () => 0, rate = 1) {
  const nearness = new Nearness();
  const seen = { least: [] as number[], stood: 0, rates: new Set<number>() };
  let [position, edge, stands] = [0, hand, false];
  const grown = edge;
  for (let now = 0; now < seconds * 1000; now += EVERY) {
    while (edge - grown + 500 + late(edge - grown + 500) <= now) edge += 500;
    const inHand = edge - position;
    const speed = nearness.step(inHand, inHand, stands, rate, now);
    seen.rates.add(speed);
    // As browsers do: what stands goes on once there is some in hand again.
    stands = edge - position < (stands ? 300 : 50);
    if (stands) seen.stood++;
    else position += Math.min(EVERY * speed, edge - position);
    seen.least.push(inHand);
  }
  return { ...seen, now: Math.min(...seen.least.slice(-10)) };
}

test("whoever is at the newest moment comes nearer to it, as long as that goes well", () => {
  const { now, stood, rates } = played(40, 1_400);
  expect([stood, [...rates].sort()]).toEqual([0, [1, 1.05, 1.1]]);
  expect(now).toBeGreaterThan(200);
  expect(now).toBeLessThan(400);
});

test("after the sound stood more of it is kept in hand, and less again after a while", () => {
  const nearness = new Nearness();
  const steps = (from: number, to: number, ms: number, stands = false) => {
    let last = 1;
    for (let now = from; now < to; now += EVERY) last = nearness.step(1_000, ms, stands, 1, now);
    return last;
  };
  expect(steps(0, 6_000, 450)).toBe(1.05);
  expect(steps(6_000, 7_000, 0, true)).toBe(0.95);
  expect(steps(7_000, 20_000, 300)).toBe(0.95);
  expect(steps(20_000, 30_000, 550)).toBe(1);
  expect(steps(30_000, 40_000, 650)).toBe(1.05);
  expect(steps(40_000, 50_000, 950)).toBe(1.1);
  expect(steps(50_000, 200_000, 450)).toBe(1.05);
});

test("pieces that come late at times stop it once, and then enough is in hand", () => {
  const { stood, now } = played(60, 1_000, (at) => (at % 5_000 === 0 ? 500 : 0));
  expect(stood).toBeLessThan(8);
  expect(now).toBeGreaterThan(250);
});

test("nobody is faster than the class at its newest moment", () => {
  const { stood, rates, now } = played(20, 4_000, () => 0, 2);
  expect([stood, rates.has(2), rates.has(1)]).toEqual([0, true, true]);
  expect(now).toBeLessThan(900);
});

test("who is far behind the class, or hears nothing that leads, keeps their own pace", () => {
  const nearness = new Nearness();
  expect([0.5, 1, 2].map((rate) => nearness.step(60_000, 900, false, rate, 0))).toEqual([0.5, 1, 2]);
  expect([0.5, 1, 2].map((rate) => nearness.step(500, null, false, rate, 0))).toEqual([0.5, 1, 2]);
  expect(nearness.step(500, 300, false, 0.5, 0)).toBe(0.5);
});

test("whoever went to the newest moment is brought to it while its media is on its way, and not later", () => {
  const aim = new Aim();
  aim.take(true, 0);
  expect([aim.misses(200, 1_000), aim.misses(900, 2_000), aim.misses(900, 7_000)]).toEqual([
    false,
    true,
    false,
  ]);
  aim.take(true, 8_000);
  aim.take(false, 8_500);
  expect(aim.misses(900, 9_000)).toBe(false);
});
