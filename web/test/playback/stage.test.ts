import { expect, test } from "vitest";
import { onStageSoon, pictureAt, pieceAt, shownStage } from "../../src/core/playback/stage";
import { recording, track } from "./recording";

test("a source that already has a picture comes on at the switch", () => {
  const manifest = recording({
    tracks: [track("a", 0, 60), track("b", 0, 60)],
    stage: [
      { from: 0, to: 10_000, track: "a" },
      { from: 10_000, to: 60_000, track: "b" },
    ],
  });
  expect(shownStage(manifest).map((piece) => [piece.from, piece.to, piece.track])).toEqual([
    [0, 10_000, "a"],
    [10_000, 60_000, "b"],
  ]);
});

test("a source whose picture begins later leaves the old one on stage until then", () => {
  const manifest = recording({
    tracks: [track("a", 0, 60), track("screen", 12, 60, { source: "screen" })],
    stage: [
      { from: 0, to: 10_000, track: "a" },
      { from: 10_000, to: 60_000, track: "screen" },
    ],
  });
  expect(shownStage(manifest).map((piece) => [piece.from, piece.to, piece.track, piece.off])).toEqual([
    [0, 12_000, "a", false],
    [12_000, 60_000, "screen", false],
  ]);
});

test("when the old source has no picture either the card says camera off", () => {
  const manifest = recording({
    tracks: [track("a", 0, 8), track("b", 12, 60)],
    stage: [
      { from: 0, to: 10_000, track: "a" },
      { from: 10_000, to: 60_000, track: "b" },
    ],
  });
  const pieces = shownStage(manifest);
  expect(pieceAt(pieces, 11_000)).toMatchObject({ off: true, track: "b" });
  expect(pictureAt(manifest, pieces, 9_000, false)).toMatchObject({ stage: null, offPerson: "p_a" });
  expect(pictureAt(manifest, pieces, 13_000, false).stage?.id).toBe("b");
});

test("slides take the stage and the speaker's camera leads the side", () => {
  const manifest = recording({
    tracks: [track("a", 0, 60), track("b", 0, 60)],
    stage: [{ from: 0, to: 60_000, track: "b" }],
  });
  const seen = pictureAt(manifest, shownStage(manifest), 5_000, true);
  expect(seen.stage).toBeNull();
  expect(seen.side.map((one) => one.id)).toEqual(["b", "a"]);
});

test("a shared screen keeps the stage beside slides", () => {
  const manifest = recording({
    tracks: [track("a", 0, 60), track("s", 0, 60, { source: "screen" })],
    stage: [{ from: 0, to: 60_000, track: "s" }],
  });
  const seen = pictureAt(manifest, shownStage(manifest), 5_000, true);
  expect(seen.stage?.id).toBe("s");
  expect(seen.side.map((one) => one.id)).toEqual(["a"]);
});

test("the source of the next piece is made ready before it comes on", () => {
  const pieces = [
    { from: 0, to: 10_000, track: "a", off: false },
    { from: 10_000, to: 20_000, track: "b", off: false },
  ];
  expect(onStageSoon(pieces, 2_000, 5_000)).toEqual(["a"]);
  expect(onStageSoon(pieces, 6_000, 5_000)).toEqual(["a", "b"]);
});

test("with nobody on stage a camera that is there takes it, but not in place of somebody whose camera is off", () => {
  const manifest = recording({
    tracks: [track("a", 0, 8), track("b", 0, 60)],
    stage: [
      { from: 0, to: 10_000, track: "a" },
      { from: 10_000, to: 60_000, track: null },
    ],
  });
  const pieces = shownStage(manifest);
  expect(pictureAt(manifest, pieces, 9_000, false).stage).toBeNull();
  expect(pictureAt(manifest, pieces, 20_000, false).stage?.id).toBe("b");
  expect(pictureAt(manifest, pieces, 20_000, true).stage).toBeNull();
});

test("several cameras in the spotlight share the stage, unless something else is on it", () => {
  const manifest = recording({
    tracks: [track("a", 0, 60), track("b", 0, 60), track("c", 0, 60)],
    stage: [{ from: 0, to: 60_000, track: "a" }],
  });
  const pieces = shownStage(manifest);
  const ids = (slides: boolean, ...lit: string[]) => {
    const found = pictureAt(manifest, pieces, 5_000, slides, lit);
    return [found.stage?.id, found.together.map((one) => one.id), found.side.map((one) => one.id)];
  };
  expect(ids(false, "p_c", "p_a")).toEqual([undefined, ["c", "a"], ["b"]]);
  expect(ids(false, "p_a")).toEqual(["a", [], ["b", "c"]]);
  expect(ids(true, "p_c", "p_b")[1]).toEqual([]);
});
