// The terms of late work on the screen: its end, for whom longer, and promised answers over weekends.
import { expect, test } from "vitest";
import { Timeline } from "../../src/core/timeline";
import { answerBy, closesAt, DAY } from "../../src/core/view/terms";
import type { Event } from "../../src/wire";

const TERMS = { window: 7 * DAY, promise: 2, share: 80, polls: true, posts: 0 };

function shown(...events: Event[]) {
  const timeline = new Timeline();
  const entries = events.map((event, index) => ({
    seq: index + 1,
    at: event.type === "ClassOpened" ? 0 : index * 1_000,
    wrote: 0,
    by: null,
    to: "everyone",
    event,
  }));
  timeline.add(entries, {});
  return timeline.live();
}

const HELD: Event[] = [
  { type: "ClassScheduled", title: "Tides", starts_at: null, lobby: false, terms: TERMS },
  { type: "ClassOpened", opened_at: 5_000, recorded: true },
  { type: "ClassEnded" },
];

test("late work ends with its window, and later for whom it was extended", () => {
  expect(closesAt(shown(...HELD.slice(0, 2)))).toBeNull();
  const closes = 5_000 + 2_000 + 7 * DAY;
  expect(closesAt(shown(...HELD), "sam")).toBe(closes);
  const longer = shown(...HELD, { type: "ExtensionTold", person: "sam", until: closes + 5 });
  expect([closesAt(longer, "sam"), closesAt(longer, "tom"), closesAt(longer)]).toEqual([
    closes + 5,
    closes,
    closes,
  ]);
  const back = shown(
    ...HELD,
    { type: "ExtensionGiven", person: "sam", until: closes + 5, reason: "ill" },
    { type: "ExtensionGiven", person: "sam", until: null, reason: "" },
  );
  expect(closesAt(back, "sam")).toBe(closes);
  expect(closesAt(shown(...HELD, { type: "TermsSet", terms: { ...TERMS, window: null } }))).toBeNull();
  expect(
    closesAt(shown({ type: "ClassScheduled", title: "", starts_at: null, lobby: false }, ...HELD.slice(1))),
  ).toBeNull();
});

test("an answer is promised in working days", () => {
  const at = (day: string) => new Date(`${day}T10:00:00Z`).getTime();
  expect(answerBy(at("2026-11-23"), 2)).toBe(at("2026-11-25"));
  expect(answerBy(at("2026-11-26"), 2)).toBe(at("2026-11-30"));
  expect(answerBy(at("2026-11-28"), 1)).toBe(new Date("2026-12-01T00:00:00Z").getTime());
});
