import { expect, test } from "vitest";
import { coalesce, startFor, toEvict, wanted } from "../../src/core/playback/fragments";
import { covers, indexAt, nextStart } from "../../src/core/playback/manifest";
import { track } from "./recording";

const nothing = () => false;

test("playing from the middle begins at the key frame before it", () => {
  const camera = track("a", 0, 40);
  expect(wanted(camera, 6_500, 3_000, nothing, -1)).toEqual([4, 5, 6, 7, 8, 9]);
});

test("media goes on without a key frame right after what was appended last", () => {
  const camera = track("a", 0, 40);
  expect(wanted(camera, 6_500, 4_000, (index) => index >= 4 && index <= 8, 8)).toEqual([9, 10]);
});

test("after a gap in the buffer it begins at a key frame again", () => {
  const camera = track("a", 0, 40);
  expect(wanted(camera, 6_500, 5_000, (index) => index < 9, 20)).toEqual([8, 9, 10, 11]);
});

test("nothing is fetched when enough is buffered", () => {
  expect(wanted(track("a", 0, 40), 6_500, 3_000, () => true, 9)).toEqual([]);
});

test("a position in a hole fetches what follows the hole", () => {
  const camera = track("a", 0, 40, { holes: [5, 6, 7, 8, 9] });
  expect(covers(camera, 6_500)).toBe(false);
  expect(nextStart(camera, 6_500)).toBe(10_000);
  const start = startFor(camera.fragments, 6_500);
  expect(camera.fragments[start]?.[2]).toBe(10_000);
});

test("before the first fragment playing begins with the first", () => {
  expect(wanted(track("a", 3, 40), 0, 5_000, nothing, -1)).toEqual([0, 1]);
  expect(indexAt(track("a", 3, 40).fragments, 0)).toBe(-1);
});

test("neighbouring fragments become one request, and large ones are split", () => {
  const camera = track("a", 0, 10);
  expect(coalesce(camera, [0, 1, 2, 3], 10_000)).toEqual([
    { first: 800, last: 4799, init: 0, fragments: [0, 1, 2, 3] },
  ]);
  expect(coalesce(camera, [0, 1, 2, 3], 2_000).map((range) => range.fragments)).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

test("a new picture size begins a new request with its own init", () => {
  const camera = track("a", 0, 4);
  const fragments = camera.fragments.map(
    (one, i) => [one[0], one[1], one[2], one[3], i < 2 ? 0 : 1, 1] as const,
  );
  const ranges = coalesce({ ...camera, fragments }, [0, 1, 2, 3], 10_000);
  expect(ranges.map((range) => range.init)).toEqual([0, 1]);
});

test("what is far behind or far ahead is dropped from the buffer", () => {
  expect(toEvict([[0, 100]], 60, 20, 30)).toEqual([
    [0, 40],
    [90, 100],
  ]);
  expect(toEvict([[50, 80]], 60, 20, 30)).toEqual([]);
});

test("a crack between fragments is no hole, but the end before a hole is one at once", () => {
  const camera = track("a", 0, 40, { holes: [5, 6, 7] });
  const cracked = camera.fragments.map((one) => [one[0], one[1], one[2], 950, one[4], one[5]] as const);
  const track2 = { ...camera, fragments: cracked };
  expect(covers(track2, 3_970)).toBe(true);
  expect(covers(track2, 4_949)).toBe(true);
  expect(covers(track2, 4_951)).toBe(false);
  expect(covers(track2, 39_960)).toBe(false);
});
