// What others do while one watches: of their entries, of counts where those are all that is told, and in words.
import { describe, expect, it } from "vitest";
import type { Tally } from "../../src/core/api";
import { Timeline } from "../../src/core/timeline";
import { type Arrival, arrivalsAfter, lateVoters, votesSince } from "../../src/core/view/arrivals";
import { arrivalWords } from "../../src/pages/playback/Arrived";
import type { Entry } from "../../src/wire";
import { entry, lesson } from "./entries";

const asked = (question: string, anonymous = false) =>
  ({ type: "QuestionAsked", question, text: "Why?", anonymous, late: true }) as const;
const said = { type: "MessageSaid", message: "n", text: "hm", reply_to: null, late: true } as const;
const written: Entry[] = [
  entry(31, 5000, "b", asked("q1")),
  entry(32, 5100, "a", asked("own")),
  entry(33, 5200, null, asked("secret", true)),
  entry(34, 5200, null, { type: "QuestionSigned", question: "secret", person: "a" }, "staff"),
  entry(35, 12_000, "t", { type: "QuestionAnswered", question: "own", text: "So." }),
  entry(36, 4000, "b", said),
  entry(37, 4000, "b", { ...said, message: "gone", text: "" }),
  entry(38, 5000, "b", { type: "BallotCast", poll: "p1", choices: [0], late: true }, "staff"),
];
const kinds = (found: Arrival[]) => found.map((one) => one.kind);

describe("what others do while one watches", () => {
  it("is told of all that is new, but not of what is one's own, taken back or known", () => {
    expect(kinds(arrivalsAfter(30, written, "a", true))).toEqual([
      "questions",
      "answers",
      "messages",
      "votes",
    ]);
    expect(kinds(arrivalsAfter(30, written, "b", true))).toEqual(["questions", "questions", "answers"]);
    expect(arrivalsAfter(38, written, "a", true)).toEqual([]);
  });

  it("is told of comments alone while the class runs", () => {
    const comment = entry(39, 100, "b", { type: "CommentAdded", comment: "c", text: "Aha", late: true });
    expect(kinds(arrivalsAfter(30, [...written, comment], "a", false))).toEqual(["comments"]);
  });

  it("counts others' votes where only counts are told, and one's own is no news", () => {
    const line = new Timeline();
    line.add(lesson);
    const { polls } = line.live().polls;
    const tally = (late_voters: number) => ({ p1: { late_voters } as Tally });
    const before = lateVoters(polls, tally(1), "c");
    expect(before).toEqual(new Map([["p1", 0]]));
    const now = lateVoters(polls, tally(4), "c");
    expect(votesSince(before, now, polls, false).map((one) => one.count)).toEqual([3]);
    expect(votesSince(before, now, polls, true)).toEqual([]);
    expect(votesSince(new Map(), now, polls, false)).toEqual([]);
  });

  it("is one sentence: by whom it is, or how many of each", () => {
    const people = { b: { name: "Bo", role: "student" } } as const;
    const words = (found: Arrival[]) => arrivalWords(found, people, "a");
    const found = arrivalsAfter(30, written, "a", true);
    expect(words(found.slice(0, 1))).toBe("Bo asked a question at 0:05.");
    expect(words(found)).toBe("New: 1 question · 1 answer · 1 message · 1 vote.");
    expect(words([{ kind: "questions", who: null, anonymous: true, at: 0, count: 1 }])).toBe(
      "Somebody asked a question at 0:00.",
    );
    expect(words([])).toBe("");
  });
});
