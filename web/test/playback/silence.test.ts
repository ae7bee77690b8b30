import { expect, test } from "vitest";
import { filmsPlayed, silencesOf, stretchAt } from "../../src/core/playback/silence";
import type { Entry } from "../../src/wire";

const film = { film: "f", name: "a.mp4", kind: "video/mp4", size: 3, length: 10_000, width: 4, height: 3 };
const entry = (seq: number, at: number, event: Entry["event"]): Entry => ({
  seq,
  at,
  wrote: at,
  by: "ada",
  to: "everyone",
  event,
});

test("a silence is left out with air around the words, and a short one is not", () => {
  const silences = silencesOf(
    [
      [0, 5_000],
      [8_000, 9_500],
      [20_000, 32_000],
    ],
    [],
  );
  expect(silences).toEqual([
    { from: 0, to: 4_600 },
    { from: 20_400, to: 31_600 },
  ]);
  expect(stretchAt(silences, 25_000)?.to).toBe(31_600);
  expect(stretchAt(silences, 31_600)).toBeNull();
});

test("a film that plays is no silence, and is over when its length is", () => {
  const played = filmsPlayed(
    [
      entry(1, 1_000, { type: "FilmShown", film, position: 0 } as Entry["event"]),
      entry(2, 2_000, { type: "FilmMoved", position: 0, playing: true, rate: 100 } as Entry["event"]),
      entry(3, 40_000, { type: "FilmHidden" } as Entry["event"]),
    ],
    60_000,
  );
  expect(played).toEqual([{ from: 2_000, to: 12_000 }]);
  expect(silencesOf([[0, 60_000]], played)).toEqual([
    { from: 0, to: 2_000 },
    { from: 12_000, to: 59_600 },
  ]);
});
