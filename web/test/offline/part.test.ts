import { expect, test } from "vitest";
import { bytesOf, covering, nameOf, partOf, pieceOf, piecesOf } from "../../src/core/offline/part";
import { recording, track } from "../playback/recording";

const manifest = recording({
  mix: track("mix", 0, 60, { source: "mix" }),
  tracks: [track("ada", 0, 60), track("ben", 10, 50), track("voice", 0, 60, { source: "mix" })],
  stage: [
    { from: 0, to: 22_000, track: "ada" },
    { from: 22_000, to: 30_000, track: "ben" },
    { from: 30_000, to: 60_000, track: null },
  ],
});
const seconds = (part: ReturnType<typeof partOf>, id: string) =>
  part.tracks.find((one) => one.id === id)!.fragments.map((one) => one[2] / 1000);

test("sound alone keeps the mix and no picture; all pictures are all of them, but no single voice", () => {
  const sound = partOf(manifest, "sound");
  expect(sound.mix?.fragments).toHaveLength(60);
  expect(sound.tracks.every((one) => one.fragments.length === 0)).toBe(true);
  const full = partOf(manifest, "full");
  expect([seconds(full, "ada").length, seconds(full, "ben").length]).toEqual([60, 40]);
  expect(seconds(full, "voice")).toEqual([]);
});

test("the stage keeps what is shown of each source, from a picture that a decoder can begin with", () => {
  const part = partOf(manifest, "small");
  expect(seconds(part, "ada")).toEqual(Array.from({ length: 22 }, (_, n) => n));
  expect(seconds(part, "ben")).toEqual([22, 23, 24, 25, 26, 27, 28, 29]);
  const later = partOf({ ...manifest, stage: [{ from: 24_000, to: 26_000, track: "ben" }] }, "small");
  expect(seconds(later, "ben")).toEqual([22, 23, 24, 25]);
});

test("pieces hold every byte once, and what is cut out of a class touches few of them", () => {
  const pieces = piecesOf(partOf(manifest, "full"));
  expect(bytesOf(pieces)).toBe(160_000 + 3 * 800);
  expect(new Set(pieces.map(nameOf)).size).toBe(pieces.length);
  const cut = track("ada", 0, 60);
  cut.fragments = cut.fragments.filter((one) => one[2] < 5_000 || one[2] >= 9_000);
  const left = new Set(
    piecesOf(partOf({ ...manifest, tracks: [cut, manifest.tracks[1]!] }, "full")).map(nameOf),
  );
  const gone = pieces.filter((one) => one.file === "ada.mp4" && !left.has(nameOf(one)));
  expect(gone).toEqual([{ file: "ada.mp4", first: 800, last: 30_799 }]);
});

test("a name says which bytes it holds, and nothing else is taken for one", () => {
  const piece = { file: "ada.mp4", first: 800, last: 30_799 };
  expect(pieceOf(nameOf(piece))).toEqual(piece);
  expect(pieceOf("media/ada.mp4")).toBeNull();
  expect(pieceOf("decks/d/pages/1.webp")).toBeNull();
});

test("bytes are found across pieces, and not where one is missing", () => {
  const [a, b, far] = [
    [0, 9],
    [10, 19],
    [30, 39],
  ].map(([first, last]) => ({ file: "f", first: first!, last: last! }));
  const pieces = [far!, b!, a!];
  expect(covering(pieces, "f", 5, 14)).toEqual([a, b]);
  expect(covering(pieces, "f", 0, 9)).toEqual([a]);
  expect(covering(pieces, "f", 15, 30)).toBeNull();
  expect(covering(pieces, "f", 35, 40)).toBeNull();
  expect(covering(pieces, "g", 0, 9)).toBeNull();
});
