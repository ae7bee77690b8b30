import { beforeEach, expect, test } from "vitest";
import { Evened } from "../../src/core/playback/evened";

const made: Amplifier[] = [];
let now = 0;
let able = true;

class Amplifier {
  runs = false;
  holds = false;
  db = 0;
  open = true;
  lag = 80;
  constructor(readonly audio: HTMLAudioElement) {
    made.push(this);
  }
  wake() {}
  rest() {}
  set(db: number) {
    [this.db, this.holds] = [db, true];
  }
  close() {
    this.open = this.holds = false;
  }
}

const element = () => ({ volume: 1 }) as HTMLAudioElement;
const load = async () => ({ Amplifier, canAmplify: () => able }) as never;
const evened = async (gain: number, audio = element()) => {
  const one = new Evened(audio, () => now, load);
  one.gain = gain;
  await new Promise((done) => setTimeout(done));
  return { one, audio };
};

beforeEach(() => {
  made.length = now = 0;
  able = true;
});

test("a loud class is quieter by its volume, and its sound goes no other way than before", async () => {
  const { one, audio } = await evened(-6);
  expect(audio.volume).toBeCloseTo(0.501, 3);
  expect([one.ready(), made.length, one.lag]).toEqual([true, 0, 0]);
  one.even = false;
  expect(audio.volume).toBe(1);
});

test("a quiet class sounds through an amplifier once that has the sound device", async () => {
  const { one, audio } = await evened(12);
  expect([one.waits, one.ready(), audio.volume]).toEqual([true, false, 1]);
  made[0]!.runs = true;
  expect([one.ready(), made[0]!.db, one.lag, one.passes]).toEqual([true, 12, 80, true]);
  one.even = false;
  expect(made[0]!.db).toBe(0);
  one.even = true;
  one.gain = 6;
  expect([made[0]!.db, one.waits]).toEqual([6, false]);
  made[0]!.runs = false;
  expect([one.passes, one.ready()]).toEqual([false, false]);
});

test("without a sound device a class is heard as it was recorded after a moment", async () => {
  const { one } = await evened(12);
  expect(one.ready()).toBe(false);
  now = 2_000;
  expect([one.ready(), one.holds, one.comes]).toEqual([true, false, false]);
  now = 9_000;
  expect([one.ready(), one.holds, made.length]).toEqual([true, false, 1]);
  one.again(); // it was only waiting for a press
  expect(one.ready()).toBe(false);
  one.rest();
  now = 60_000;
  expect(one.ready()).toBe(false);
});

test("a sound device that comes late, as on a busy machine, is used from then on", async () => {
  const { one } = await evened(12);
  one.ready();
  now = 2_000;
  one.ready();
  made[0]!.runs = true;
  expect([one.comes, one.holds]).toEqual([true, false]);
  expect([one.ready(), made[0]!.db, one.comes]).toEqual([true, 12, false]);
});

test("when the device goes another element sounds in the place of the one that stands", async () => {
  const { one } = await evened(12);
  one.ready();
  made[0]!.runs = true;
  one.ready();
  const [next, told] = [element(), [] as string[]];
  one.lost = () => {
    told.push("lost");
    one.plain(next);
  };
  made[0]!.runs = false;
  expect(one.ready()).toBe(false);
  now = 2_000;
  expect([one.ready(), told]).toEqual([false, ["lost"]]);
  expect([one.ready(), one.passes, made[0]!.open]).toEqual([true, true, false]);
  one.gain = -6;
  expect(next.volume).toBeCloseTo(0.501, 3);
});

test("a browser that cannot say how late its sound is heard keeps it as it is", async () => {
  able = false;
  const { one } = await evened(12);
  expect([one.ready(), made.length]).toEqual([true, 0]);
});
