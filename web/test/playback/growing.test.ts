import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Growing } from "../../src/core/playback/growing";
import type { Manifest } from "../../src/core/playback/manifest";

const TICK = 100;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A class whose recording grows by half a second every half second, up to `rests` ms. */
const edgeAt = (now: number, rests: number) => Math.floor(Math.min(now, rests) / 500) * 500;

/** Keeps the manifest new for so many ms: when it was asked for, and how many ms after it was written a piece was known at the latest. */
async function kept(length: number, rests = Infinity) {
  const asked: number[] = [];
  const manifest = () =>
    ({ state: "live", live_edge: edgeAt(Date.now(), rests), mix: null, tracks: [], stage: [] }) as never;
  let known: Manifest = manifest();
  let late = 0;
  const loader = {
    manifest: async () => {
      asked.push(Date.now());
      return manifest();
    },
    bytes: async () => new ArrayBuffer(0),
  };
  const begin = Date.now();
  const growing = new Growing(loader, Date.now, (grown) => {
    if (grown.live_edge > known.live_edge && Date.now() > begin + 1_000)
      late = Math.max(late, Date.now() - grown.live_edge);
    known = grown;
  });
  while (Date.now() < begin + length) {
    growing.keep(known, 1_000, TICK);
    await vi.advanceTimersByTimeAsync(TICK);
  }
  growing.close();
  return { asked, late };
}

test("near the newest moment each piece is known a moment after it was written, with few questions", async () => {
  vi.setSystemTime(1_000_230);
  const { asked, late } = await kept(10_000);
  expect(late).toBeLessThanOrEqual(100);
  expect(asked.length).toBeLessThan(30);
});

test("a recording that rests is asked for less often", async () => {
  vi.setSystemTime(1_000_230);
  const { asked } = await kept(10_000, 1_000_230);
  expect(asked.length).toBeLessThan(40);
});

test("nothing is asked once it is closed, or over, and at once when somebody is in a hurry", async () => {
  vi.setSystemTime(0);
  const asked: (number | undefined)[] = [];
  const told = { state: "live", live_edge: 0, mix: null, tracks: [], stage: [] } as unknown as Manifest;
  const manifest = async (since?: number) => {
    asked.push(since);
    return told;
  };
  const growing = new Growing({ manifest, bytes: async () => new ArrayBuffer(0) }, Date.now, () => undefined);
  growing.keep({ ...told, state: "ended" }, 0, TICK);
  growing.keep(told, 60_000, TICK);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(0);
  growing.hurry();
  growing.keep(told, 60_000, TICK);
  await vi.advanceTimersByTimeAsync(10);
  expect(asked).toHaveLength(1);
  growing.hurry();
  growing.keep(told, 60_000, TICK);
  growing.close();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(1);
});
