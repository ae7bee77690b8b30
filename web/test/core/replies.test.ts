// What was written to somebody later: until they have seen it.
import { describe, expect, it } from "vitest";
import { Timeline } from "../../src/core/timeline";
import { threadOf, unreadReplies } from "../../src/core/view/replies";
import type { Entry, Event } from "../../src/wire";
import { entry, lesson } from "./entries";

const said = (message: string, more: Partial<Extract<Event, { type: "MessageSaid" }>> = {}): Event => ({
  type: "MessageSaid",
  message,
  text: message,
  reply_to: null,
  late: true,
  ...more,
});
const written: Entry[] = [
  entry(31, 5000, "a", said("mine", { late: false })),
  entry(32, 5100, "b", said("there", { late: false, reply_to: "mine" })),
  entry(33, 5200, "b", said("named", { mentions: ["a"] })),
  entry(34, 5000, "b", said("answer", { reply_to: "mine" })),
  entry(35, 5000, "a", said("own", { reply_to: "mine" })),
  entry(36, 5000, "b", said("else")),
];
const unread = (person: string, ...more: Entry[]) => {
  const line = new Timeline();
  line.add([...lesson.filter((one) => one.event.type !== "MessageSaid"), ...written, ...more]);
  return unreadReplies(line.live().chat, person).map((one) => one.message);
};

describe("what was written to somebody later", () => {
  it("is an answer to them or names them, the oldest first", () => {
    expect(unread("a")).toEqual(["named", "answer"]);
    expect(unread("b")).toEqual([]);
  });

  it("is told until they have seen it, or it is taken back", () => {
    expect(unread("a", entry(40, 9000, "a", { type: "RepliesRead", up_to: 33 }, "person:a"))).toEqual([
      "answer",
    ]);
    expect(unread("a", entry(40, 9000, "b", { type: "MessageRedacted", message: "answer" }))).toEqual([
      "named",
    ]);
  });

  it("is found in the thread in which it stands", () => {
    const line = new Timeline();
    line.add([...lesson.filter((one) => one.event.type !== "MessageSaid"), ...written]);
    const { chat } = line.live();
    const threads = chat.messages.map((one) => [one.message, threadOf(chat, one)]);
    expect(Object.fromEntries(threads)).toMatchObject({ mine: null, named: null, answer: "mine" });
  });
});
