import { expect, test } from "vitest";
import { placeOf } from "../../src/core/playback/glimpses";
import { hashMoment, linkTo, momentOf } from "../../src/core/playback/moments";
import { isLoaded, loadedOf, sizesOf } from "../../src/core/playback/sizes";
import { nextSpeed } from "../../src/pages/playback/keys";
import { layoutOf, readLook } from "../../src/pages/playback/look";
import { recording, track } from "./recording";

test("the size of each way to watch is what it loads: sound, the stage alone, or all cameras that have a place", () => {
  const cameras = ["a", "b", "c", "d", "e"].map((id) => track(id, 0, 60));
  const screen = track("s", 20, 40, { source: "screen" });
  const manifest = recording({
    mix: track("mix", 0, 60, { source: "mix" }),
    tracks: [...cameras, screen],
    stage: [
      { from: 0, to: 20_000, track: "a" },
      { from: 20_000, to: 40_000, track: "s" },
      { from: 40_000, to: 60_000, track: "a" },
    ],
  });
  expect(sizesOf(manifest, 0, 3)).toEqual({ full: 300_000, small: 120_000, sound: 60_000 });
  expect(sizesOf(manifest, 40_000, 3)).toEqual({ full: 100_000, small: 40_000, sound: 20_000 });
});

test("what is loaded is the less of what is seen and what may be spent", () => {
  expect(loadedOf("all", "full")).toBe("all");
  expect(loadedOf("all", "small")).toBe("stage");
  expect(loadedOf("screens", "small")).toBe("screens");
  expect(loadedOf("screens", "sound")).toBe("none");
  const piece = { from: 0, to: 9, track: "a", off: false };
  expect(isLoaded(track("a", 0, 1), "stage", piece)).toBe(true);
  expect(isLoaded(track("b", 0, 1), "stage", piece)).toBe(false);
  expect(isLoaded(track("a", 0, 1), "screens", piece)).toBe(false);
});

test("what was chosen is remembered, and nonsense is as if nothing had been", () => {
  const shelf = (kept: string | null) => ({ getItem: () => kept });
  const usual = { seen: "class", spending: "full", skips: false, even: true };
  expect(readLook(shelf(null))).toEqual(usual);
  expect(readLook(shelf("{"))).toEqual(usual);
  expect(readLook(shelf("null"))).toEqual(usual);
  expect(readLook(shelf('{"seen":"moon","spending":1,"skips":"yes","even":0}'))).toEqual(usual);
  const chosen = { seen: "words", spending: "small", skips: true, even: false };
  expect(readLook(shelf(JSON.stringify(chosen)))).toEqual(chosen);
  expect(layoutOf("slides")).toBe("stage");
  expect(layoutOf("class")).toBeNull();
});

test("a moment is read however it is written, and nothing else is one", () => {
  expect(momentOf("83")).toBe(83_000);
  expect(momentOf("83.5")).toBe(83_500);
  expect(momentOf("1:23")).toBe(83_000);
  expect(momentOf("1:02:03")).toBe(3_723_000);
  expect(momentOf("1h2m3s")).toBe(3_723_000);
  for (const wrong of [null, "", "-1", "1:2:3:4", "now", "1e9", "NaN"]) expect(momentOf(wrong)).toBeNull();
});

test("a link to a moment keeps the ticket that it came with and nothing else", () => {
  const base = "https://school.test/play/c1?ticket=abc&t=5#t=9";
  expect(linkTo("https://other.test/play/c1?ticket=s_t", base, 83_900)).toBe(
    "https://school.test/play/c1?t=83&ticket=s_t",
  );
  expect(linkTo("/play/c1?t=5&x=1", base, 0)).toBe("https://school.test/play/c1?t=0");
});

test("speeds go up and down by steps, and stay at the ends", () => {
  expect(nextSpeed(1, 1)).toBe(1.25);
  expect(nextSpeed(1, -1)).toBe(0.75);
  expect(nextSpeed(2, 1)).toBe(2);
  expect(nextSpeed(0.5, -1)).toBe(0.5);
});

test("a moment has its place in a strip of small pictures", () => {
  expect(placeOf(0)).toEqual({ strip: 0, column: 0, row: 0 });
  expect(placeOf(69_999)).toEqual({ strip: 0, column: 0, row: 1 });
  expect(placeOf(299_999)).toEqual({ strip: 0, column: 5, row: 4 });
  expect(placeOf(300_000)).toEqual({ strip: 1, column: 0, row: 0 });
});

test("what is found leads to its very word, and links in whole seconds still do", () => {
  expect(hashMoment(`#t=${83_412 / 1000}`)).toBe(83_412);
  expect(hashMoment("#t=83.4")).toBe(83_400);
  expect(hashMoment("#t=83")).toBe(83_000);
  for (const other of ["", "#comments", "#t=", "#t=x"]) expect(hashMoment(other)).toBeNull();
});
