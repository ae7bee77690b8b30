import { describe, expect, it } from "vitest";
import { Timeline } from "../../src/core/timeline";
import { groupOf } from "../../src/core/view/breakouts";
import { fold, inPlayingOrder } from "../../src/core/view/fold";
import { handPlace } from "../../src/core/view/hands";
import { present } from "../../src/core/view/people";
import { countBallots, isRight } from "../../src/core/view/polls";
import { trackOf } from "../../src/core/view/tracks";
import type { Entry } from "../../src/wire";
import { entry, lesson } from "./entries";

function timeline(entries: Entry[] = lesson): Timeline {
  const made = new Timeline();
  made.add(entries);
  return made;
}

describe("the fold", () => {
  it("knows who is in the room, staff first", () => {
    expect(present(timeline().viewAt(3000).people).map((one) => one.id)).toEqual(["t", "a", "b"]);
  });

  it("keeps hands in the order of raising and lowers them when their owner leaves", () => {
    const line = timeline();
    expect(handPlace(line.viewAt(3600).hands, "b")).toBe(2);
    expect(line.viewAt(10_000).hands.queue.map((hand) => hand.person)).toEqual(["a"]);
  });

  it("shows a late message at its moment", () => {
    expect(
      timeline()
        .viewAt(4500)
        .chat.messages.map((one) => one.message),
    ).toEqual(["m1", "m2"]);
  });

  it("counts live and late ballots apart", () => {
    const poll = timeline().live().polls.polls[0]!;
    expect(countBallots(poll)).toEqual({
      counts: [0, 1],
      late_counts: [0, 1],
      voters: 1,
      late_voters: 1,
      answers: [],
    });
  });

  it("lets the results leave the stage for what comes onto it after them", () => {
    const shown = entry(25, 7500, "t", { type: "ResultsShown", poll: "p1" });
    const line = timeline([...lesson, shown]);
    expect(line.viewAt(7500).polls.onStage).toBe("p1");
    expect(line.viewAt(9900).polls.onStage).toBe("p1");
    expect(line.viewAt(9950).polls.onStage).toBeNull();
    expect(line.live().polls.polls[0]?.shown).toBe(true);
  });

  it("keeps only the last ballot of a person", () => {
    const again = entry(
      25,
      6000,
      "a",
      { type: "BallotCast", poll: "p1", choices: [0], late: false },
      "staff",
    );
    const line = timeline([...lesson, again]);
    expect(countBallots(line.viewAt(5700).polls.polls[0]!).counts).toEqual([0, 1]);
    expect(countBallots(line.viewAt(6000).polls.polls[0]!).counts).toEqual([1, 0]);
  });

  it("counts typed answers that are alike together, and a ranking by points", () => {
    const polls = [
      entry(25, 100, "t", {
        type: "PollOpened",
        poll: "w",
        question: "?",
        options: [],
        multiple: false,
        kind: "cloud",
      }),
      entry(26, 110, "a", { type: "BallotCast", poll: "w", choices: [], texts: ["Ebb"], late: false }),
      entry(27, 120, "b", {
        type: "BallotCast",
        poll: "w",
        choices: [],
        texts: [" ebb", "Flood"],
        late: false,
      }),
      entry(28, 200, "t", {
        type: "PollOpened",
        poll: "r",
        question: "?",
        options: ["x", "y"],
        multiple: false,
        kind: "ranking",
      }),
      entry(29, 210, "a", { type: "BallotCast", poll: "r", choices: [1, 0], late: false }),
      entry(30, 220, "t", { type: "KeyKept", poll: "r", right: [1, 0], texts: [], explanation: "" }),
    ];
    const [words, order] = timeline(polls).live().polls.polls;
    expect(countBallots(words!).answers.map(({ text, count }) => [text, count])).toEqual([
      ["Ebb", 2],
      ["Flood", 1],
    ]);
    expect(countBallots(order!).counts).toEqual([1, 2]);
    expect(isRight(order!, order!.key!, order!.ballots.get("a")!)).toBe(true);
  });

  it("says who muted a track only when it was somebody else", () => {
    const line = timeline();
    expect(trackOf(line.viewAt(8000).tracks, "a", "microphone")?.mutedBy).toBe("t");
  });

  it("follows people into groups and back", () => {
    const line = timeline();
    expect(groupOf(line.viewAt(9000).breakouts, "b")?.name).toBe("Pair 1");
    expect(groupOf(line.viewAt(9500).breakouts, "b")).toBeNull();
    expect(groupOf(line.viewAt(9800).breakouts, "a")).toBeNull();
  });

  it("shows the page that was on the stage", () => {
    expect(timeline().viewAt(9950).slides.shown).toEqual({ deck: "d1", page: 2 });
  });

  it("blanks a redacted message wherever it is read", () => {
    const redacted = entry(25, 12_500, "a", { type: "MessageRedacted", message: "m1" });
    expect(timeline([...lesson, redacted]).live().chat.messages[0]).toMatchObject({
      redacted: true,
      text: "",
    });
  });
});

describe("the timeline", () => {
  it("reads the same at any position however it got there", () => {
    const many = Array.from({ length: 2000 }, (_, index) =>
      entry(25 + index, 20 + index * 7, "a", {
        type: "MessageSaid",
        message: `x${index}`,
        text: "x",
        reply_to: null,
        late: false,
      }),
    );
    const line = timeline([...lesson, ...many]);
    const sorted = [...lesson, ...many].sort(inPlayingOrder);
    for (const at of [0, 9000, 400, 13_900, 5000, 5001, 1, 13_000, 3999]) {
      expect(line.viewAt(at)).toEqual(fold(sorted.filter((one) => one.at <= at)));
    }
  });

  it("takes in a late entry after having been read past its moment", () => {
    const line = timeline(lesson.slice(0, 21));
    line.live();
    line.add(lesson.slice(21));
    expect(line.live()).toEqual(fold([...lesson].sort(inPlayingOrder)));
  });

  it("counts an entry for other eyes as received and a gap as loss", () => {
    const line = timeline(lesson.slice(0, 11));
    expect(line.add([lesson[12]!])).toBe(true);
    expect(line.last).toBe(11);
    expect(line.add([{ seq: 12 }])).toBe(false);
    expect(line.last).toBe(13);
  });

  it("takes a full entry in place of a bare number", () => {
    const line = timeline(lesson.slice(0, 9));
    line.add([{ seq: 10 }]);
    line.add([lesson[9]!, lesson[9]!]);
    expect(line.live().chat.messages.length).toBe(1);
  });

  it("ignores what it has already", () => {
    const line = timeline();
    line.add(lesson.slice(3, 9));
    expect(line.entries.length).toBe(lesson.length);
  });

  it("gives the same view object until something arrives", () => {
    const line = timeline();
    expect(line.live()).toBe(line.live());
  });
});
