import { afterEach, expect, test } from "vitest";
import type { DeskClass } from "../../src/core/api";
import { faultOf, readPolls } from "../../src/core/bank";
import {
  atMoment,
  countWords,
  earlyOf,
  greeting,
  lasting,
  minutesOf,
  nextOf,
  sorted,
  summary,
  teaches,
  transcriptWords,
} from "../../src/pages/desk/model";
import { LANGUAGES, type Language, loadLanguage, loadTexts, t } from "../../src/texts";
import { NOTHING_NEW } from "../core/entries";

afterEach(() => loadLanguage("en"));

const one = (id: string, part: Partial<DeskClass>): DeskClass => ({
  id,
  title: id,
  course: "k",
  state: "scheduled",
  starts_at: null,
  opened_at: null,
  ended_at: null,
  duration: null,
  role: "student",
  join: { student: "/join/s" },
  playback: `/play/${id}`,
  counts: {},
  unseen: NOTHING_NEW,
  transcript: "",
  before: null,
  closes_at: null,
  mine: null,
  ...part,
});

test("what comes is in the order of its time, what has been with the latest first", () => {
  const { coming, ended } = sorted([
    one("later", { starts_at: 2_000 }),
    one("sooner", { starts_at: 1_000 }),
    one("any time", {}),
    one("old", { state: "ended", ended_at: 1 }),
    one("new", { state: "ended", ended_at: 2 }),
  ]);
  expect(coming.map((each) => each.id)).toEqual(["sooner", "later", "any time"]);
  expect(ended.map((each) => each.id)).toEqual(["new", "old"]);
});

test("what is to be done before class is told in the order of the classes, and to students alone", () => {
  const before = { given: 2, left: 1, asked: true, ready: 0 };
  const { coming } = sorted([
    one("later", { starts_at: 2_000, before }),
    one("sooner", { starts_at: 1_000, before }),
    one("done", { starts_at: 500, before: { ...before, left: 0 } }),
    one("led", { starts_at: 600, role: "instructor", before: { ...before, left: 0, ready: 3 } }),
    one("without", { starts_at: 700 }),
  ]);
  expect(earlyOf(coming).map((each) => each.id)).toEqual(["sooner", "later"]);
});

test("the desk speaks in sentences", () => {
  expect(summary(sorted([one("a", { state: "live" })]), 0)).toBe("One class is on now.");
  expect(summary(sorted([]), 0)).toContain("A class needs only a title");
  expect(greeting("Miriam Okafor", 15)).toBe("Good afternoon, Miriam");
  expect(greeting("", 9)).toBe("Good morning");
});

test("lengths and counts are words that a person would use", () => {
  expect([lasting(30_000), lasting(48 * 60_000), lasting(74 * 60_000)]).toEqual([
    "30 s",
    "48 min",
    "1 h 14 min",
  ]);
  expect(countWords({ people: 3, polls: 1, messages: 0 })).toBe("3 people · 1 poll");
});

test("a transcript that nobody waits for is not spoken of", () => {
  expect(transcriptWords("off")).toBeNull();
  expect(transcriptWords(null)).toBeNull();
  expect(transcriptWords("done")?.tone).toBe("ok");
});

test("an assistant leads a class without holding its instructor link", () => {
  expect(teaches(one("a", { role: "assistant" }))).toBe(true);
  expect(teaches(one("a", { role: "instructor", join: { student: "/s", instructor: "/i" } }))).toBe(true);
  expect(teaches(one("a", { role: "student" }))).toBe(false);
});

test.each(Object.keys(LANGUAGES) as Language[])(
  "the example of a poll bank is one in %s",
  async (language) => {
    await loadLanguage(language);
    await loadTexts("class");
    const polls = readPolls(t("desk.questions_example"));
    expect(polls.map(({ kind }) => kind)).toEqual(["choice", "text", "rating"]);
    expect(polls.map(faultOf)).toEqual(["", "", ""]);
    const [choice, typed, rating] = polls;
    expect(choice?.right).toEqual([1]);
    expect(choice?.explanation).not.toBe("");
    expect(typed?.right_texts).toHaveLength(1);
    expect(rating?.anonymous).toBe(true);
  },
);

test("classes are counted in the plurals of the language", async () => {
  await loadLanguage("ar");
  await loadTexts("class");
  const live = (many: number) =>
    sorted(Array.from({ length: many }, (_, at) => one(`${at}`, { state: "live" })));
  expect(new Set([1, 2, 3, 11].map((many) => summary(live(many), 0))).size).toBe(4);
});

test("what is next stands by its deadline, with its size, and without what is complete or over", () => {
  const mine = {
    at: 0,
    share: 0,
    left: 0,
    polls: 0,
    posts: 0,
    tasks: 0,
    begun: false,
    complete: false,
    live: false,
  };
  const ended = (id: string, closes: number | null, part: Partial<DeskClass> = {}) =>
    one(id, {
      state: "ended",
      ended_at: 1,
      closes_at: closes,
      mine: { ...mine, left: 90_000, polls: 2 },
      ...part,
    });
  const next = nextOf(
    [
      ended("no end", null),
      ended("later", 3_000),
      ended("sooner", 2_000),
      ended("over", 900),
      ended("complete", 2_500, { mine: { ...mine, complete: true } }),
      ended("taught", 2_500, { role: "instructor" }),
    ],
    1_000,
  );
  expect(next.map((each) => each.id)).toEqual(["sooner", "later", "no end"]);
  expect(minutesOf(next[0] as DeskClass)).toBe(4);
});

test("a link with a ticket leads to a moment, and keeps its ticket", () => {
  expect(atMoment("/play/c", 83_412)).toBe("/play/c?t=83");
  const { searchParams } = new URL(atMoment("/play/c?ticket=abc", 83_412), "http://here");
  expect([searchParams.get("ticket"), searchParams.get("t")]).toEqual(["abc", "83"]);
});
