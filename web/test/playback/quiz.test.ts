import { expect, test } from "vitest";
import { nextStop } from "../../src/core/playback/quiz";
import type { PollView } from "../../src/core/view/types";

const poll = (name: string, openedAt: number, more: Partial<PollView> = {}): PollView => ({
  poll: name,
  question: "Which?",
  options: ["x", "y"],
  multiple: false,
  kind: "choice",
  anonymous: false,
  results: "live",
  quiz: false,
  late: true,
  by: "ines",
  openedAt,
  endedAt: openedAt,
  key: null,
  shown: false,
  ballots: new Map(),
  ...more,
});
const voted = new Map([["sam", { choices: [0], texts: [], late: true, at: 0 }]]);

test("playing stops at the first question that was put there and waits", () => {
  const polls = [poll("b", 5_200), poll("a", 5_100), poll("c", 9_000)];
  expect(nextStop(polls, "sam", 5_000, 5_300)).toBe("a");
  expect(nextStop(polls, "sam", 5_300, 5_600)).toBeNull();
});

test("it does not stop at polls of the class, at answered ones, nor when somebody jumps", () => {
  const polls = [poll("live", 5_100, { late: false }), poll("done", 5_100, { ballots: voted })];
  expect(nextStop(polls, "sam", 5_000, 5_300)).toBeNull();
  expect(nextStop([poll("a", 5_100)], "sam", 0, 60_000)).toBeNull();
  expect(nextStop([poll("a", 5_100)], "sam", 5_300, 5_000)).toBeNull();
});

test("a question at the very beginning is asked with the first step", () => {
  expect(nextStop([poll("a", 0)], "sam", 0, 100)).toBe("a");
  expect(nextStop([poll("a", 0)], "sam", 100, 200)).toBeNull();
});
