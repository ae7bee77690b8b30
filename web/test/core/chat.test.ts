// The fold of the chat: edits and reactions as they were at each moment, and threads.
import { describe, expect, it } from "vitest";
import { Timeline } from "../../src/core/timeline";
import { answerTo, reactionsOf, rootOf } from "../../src/core/view/chat";
import type { Entry, Event } from "../../src/wire";
import { entry } from "./entries";

function said(message: string, text: string, more: Partial<Extract<Event, { type: "MessageSaid" }>> = {}) {
  return { type: "MessageSaid" as const, message, text, reply_to: null, late: false, ...more };
}
const react = (reaction: "like" | "same", given: boolean, late = false) => ({
  type: "MessageReacted" as const,
  message: "m",
  reaction,
  given,
  late,
});

function at(position: number, entries: Entry[]) {
  const line = new Timeline();
  line.add(entries);
  return line.viewAt(position).chat.messages;
}

describe("a message in time", () => {
  const entries = [
    entry(1, 100, "a", said("m", "Teh arch")),
    entry(2, 200, "b", react("like", true)),
    entry(3, 300, "a", { type: "MessageEdited", message: "m", text: "The arch" }),
    entry(4, 400, "b", react("like", false)),
    entry(5, 250, "c", react("same", true, true)),
  ];

  it("reads as it did at each moment, with the reactions of then", () => {
    const shown = [150, 200, 250, 300, 400].map((moment) => {
      const [one] = at(moment, entries);
      return [one?.text, one?.edited, reactionsOf(one!).map((row) => row.reaction)];
    });
    expect(shown).toEqual([
      ["Teh arch", false, []],
      ["Teh arch", false, ["like"]],
      ["Teh arch", false, ["like", "same"]],
      ["The arch", true, ["like", "same"]],
      ["The arch", true, ["same"]],
    ]);
  });

  it("counts of one person's reactions the one written last, wherever it is placed", () => {
    const again = entry(6, 210, "b", react("like", true, true));
    const [one] = at(400, [...entries, again]);
    expect(reactionsOf(one!).find((row) => row.reaction === "like")?.people).toEqual(["b"]);
  });

  it("shows nothing of what was taken back, also before that moment", () => {
    const blank = [
      entry(1, 100, "a", said("m", "")),
      entry(2, 900, "a", { type: "MessageRedacted", message: "m" }),
    ];
    expect(at(100, blank)[0]?.redacted).toBe(true);
  });
});

describe("a thread", () => {
  const messages = at(1000, [
    entry(1, 1, "a", said("m1", "one"), "staff"),
    entry(2, 2, "t", said("m2", "two", { reply_to: "m1" }), "person:a"),
    entry(3, 3, "a", said("m3", "three", { reply_to: "m2" }), "staff"),
    entry(4, 4, "a", said("m4", "psst"), "person:b"),
  ]);
  const byId = new Map(messages.map((one) => [one.message, one]));

  it("begins with the message that answers nothing", () => {
    expect(messages.map((one) => rootOf(byId, one).message)).toEqual(["m1", "m1", "m1", "m4"]);
  });

  it("is answered to those who have it", () => {
    expect(answerTo(byId.get("m1")!, "t", true)).toBe("person:a");
    expect(answerTo(byId.get("m1")!, "a", false)).toBe("staff");
    expect(answerTo(byId.get("m4")!, "b", false)).toBe("person:a");
    expect(answerTo(byId.get("m4")!, "a", false)).toBe("person:b");
  });
});

describe("notices", () => {
  const entries = [
    entry(1, 1, "t", said("m", "Exam on Friday", { announcement: true })),
    entry(2, 2, "t", { type: "MessagePinned", message: "m" }),
    entry(3, 3, "a", { type: "AnnouncementRead", message: "m" }, "staff"),
    entry(4, 4, "b", { type: "MessageReported", message: "m", reason: "?" }, "staff"),
    entry(5, 5, "t", { type: "SlowModeSet", seconds: 30 }),
    entry(6, 6, "t", { type: "MessageRedacted", message: "m" }),
  ];
  const then = (position: number) => {
    const line = new Timeline();
    line.add(entries);
    return line.viewAt(position).notices;
  };

  it("are as they were at each moment, and end with their message", () => {
    expect(then(5)).toMatchObject({ pinned: ["m"], slow: 30, reports: [{ message: "m", by: "b" }] });
    expect([...(then(5).read.get("m") ?? [])]).toEqual(["a"]);
    expect(then(1)).toMatchObject({ pinned: [], slow: 0, reports: [] });
    expect(then(6)).toMatchObject({ pinned: [], reports: [] });
  });
});
