import { expect, test } from "vitest";
import { placed, shownAt } from "../../src/core/playback/place";

const vote = { do: "Vote", poll: "p", choices: [0] };

test("a late vote stands at the moment that plays", () => {
  expect(placed(vote, 1234.7, 60_000)).toEqual({ ...vote, at: 1234 });
});

test("whoever has heard the last sound still votes within the class", () => {
  expect(placed(vote, 60_020, 60_000).at).toBe(60_000);
  expect(placed({ ...vote, at: 60_020 }, 0, 60_000).at).toBe(60_000);
});

test("while the class runs nothing is held back, and nothing lies before its beginning", () => {
  expect(placed(vote, 60_020, null).at).toBe(60_020);
  expect(placed(vote, -5, null).at).toBe(0);
});

test("what belongs to now has no moment", () => {
  expect(placed({ do: "RaiseHand" }, 10, null)).toEqual({ do: "RaiseHand" });
});

test("what is placed at the moment that plays is seen at once, also while it stands still", () => {
  for (const position of [0, 1, 1249.9, 87_240, 87_200])
    expect(placed(vote, position, 87_240).at).toBeLessThanOrEqual(shownAt(position));
});
