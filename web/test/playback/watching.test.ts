import { expect, test } from "vitest";
import { Watching } from "../../src/core/playback/watching";

test("what plays is one passage, a leap by hand begins another", () => {
  const watching = new Watching();
  watching.sample(0, true, 1, 0);
  watching.sample(500, true, 1, 500);
  watching.sample(1000.4, true, 1, 1000);
  watching.sample(60_000, true, 1, 1500);
  watching.sample(60_500, true, 1, 2000);
  watching.sample(60_500, false, 1, 2500);
  watching.sample(61_000, true, 1, 90_000);
  expect(watching.take()).toEqual({
    spans: [
      [0, 1001],
      [60_000, 60_500],
    ],
    skipped: [],
  });
});

test("a silence that is left out is told as such, and what played before and after it is whole", () => {
  const watching = new Watching();
  watching.sample(1000, true, 2, 0);
  watching.skip(1600, 90_000, 2, 300);
  watching.sample(90_400, true, 2, 500);
  expect(watching.take()).toEqual({
    spans: [
      [1000, 1600],
      [90_000, 90_400],
    ],
    skipped: [[1600, 90_000]],
  });
});

test("what could not be told is told later, a hundred passages at a time", () => {
  const watching = new Watching();
  for (let at = 0; at < 150; at++) {
    watching.sample(at * 10_000, true, 1, at * 1000);
    watching.sample(at * 10_000 + 500, true, 1, at * 1000 + 500);
  }
  const first = watching.take();
  expect(first.spans).toHaveLength(100);
  watching.giveBack(first);
  expect(watching.take()).toEqual(first);
  expect(watching.take().spans).toHaveLength(50);
});
