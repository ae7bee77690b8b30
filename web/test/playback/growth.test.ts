import { expect, test } from "vitest";
import { askAfter, askSince, joined } from "../../src/core/playback/growth";
import type { Manifest, RecordedTrack } from "../../src/core/playback/manifest";
import { recording, track } from "./recording";

/** What the server answers when it is asked for `since`: fragments that ended before it are left out. */
function since(whole: Manifest, from: number): Manifest {
  const cut = (one: RecordedTrack) => ({
    ...one,
    fragments: one.fragments.filter(([, , time, duration]) => time + duration >= from),
  });
  return { ...whole, tracks: whole.tracks.map(cut), mix: whole.mix && cut(whole.mix) };
}
const at = (edge: number, more: RecordedTrack[] = []) =>
  recording({
    state: "live",
    live_edge: edge * 1000,
    duration: edge * 1000,
    mix: track("mix", 0, edge, { source: "mix" }),
    tracks: [track("a", 2, edge), ...more],
  });

test("what is known and what came since make the whole manifest", () => {
  const known = at(40);
  const now = at(43);
  expect(joined(known, since(now, askSince(known)))).toEqual(now);
});

test("only the end of a growing class is asked for", () => {
  expect(askSince(at(40))).toBe(40_000);
  expect(since(at(43), askSince(at(40))).mix?.fragments).toHaveLength(4);
});

test("a track that is behind the others is asked for from where it stands", () => {
  const known = at(40, [track("slow", 10, 35)]);
  const now = at(43, [track("slow", 10, 41)]);
  expect(askSince(known)).toBe(35_000);
  expect(joined(known, since(now, askSince(known)))).toEqual(now);
});

test("a track that ended long ago keeps its fragments", () => {
  const known = at(40, [track("old", 3, 9)]);
  const now = at(43, [track("old", 3, 9)]);
  expect(joined(known, since(now, askSince(known)))).toEqual(now);
});

test("a new track, and one that began again, need the whole manifest", () => {
  const known = at(40, [track("old", 3, 9)]);
  expect(joined(known, since(at(43, [track("old", 3, 9), track("new", 41, 43)]), 40_000))).toBeNull();
  const again = at(43, [track("old", 3, 43, { holes: Array.from({ length: 30 }, (_, i) => 9 + i) })]);
  expect(joined(known, since(again, askSince(known)))).toBeNull();
});

test("the manifest of a class that ended is taken as it is", () => {
  const ended = { ...at(43), state: "ended" as const };
  expect(joined(at(40), ended)).toBe(ended);
});

test("asks for what is new when the next piece must be there, soon again, and seldom far from the edge", () => {
  expect([0, 1, 4, 5].map((still) => askAfter(1_200, still))).toEqual([450, 100, 100, 300]);
  expect(askAfter(4_999, 0)).toBe(450);
  expect(askAfter(5_000, 0)).toBe(1_000);
  expect(askAfter(30_000, 9)).toBe(5_000);
});
