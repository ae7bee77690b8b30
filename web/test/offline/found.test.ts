import { expect, test } from "vitest";
import type { TimelineAnswer } from "../../src/core/api";
import { found } from "../../src/core/offline/found";
import type { Entry } from "../../src/wire";

const words = [
  { start: 500, end: 600, text: "Spring" },
  { start: 900, end: 990, text: "tides" },
];
const event = {
  type: "CaptionSpoken",
  caption: "k",
  person: "a",
  start: 500,
  end: 990,
  text: "Spring tides",
};
const entry = {
  seq: 1,
  at: 500,
  wrote: 0,
  by: null,
  to: "everyone",
  event: { ...event, words, engine: "e" },
};

test("what was spoken in a kept class is found at its word", () => {
  const told = { class: "c", people: {}, entries: [entry as unknown as Entry] } as unknown as TimelineAnswer;
  const moments = (sought: string) => found(told, new Map(), sought)[0]?.hits.map(({ at }) => at);
  expect([moments("tide"), moments("spring tides"), moments("neap")]).toEqual([[900], [500], undefined]);
});
