// What goes on in class without anything but its own place on the screen being drawn anew.
import { describe, expect, it } from "vitest";
import { atFirst, onlyTyping } from "../../src/core/state";
import { Timeline } from "../../src/core/timeline";
import { fold } from "../../src/core/view/fold";
import { onlyDrawn, onlyOften } from "../../src/core/view/often";
import type { Event } from "../../src/wire";
import { entry, lesson } from "./entries";

const LATER = 20_000;
const next = (event: Event) => entry(lesson.length + 1, LATER, "a", event);
const stroke = next({
  type: "ItemDrawn",
  surface: "sheet:s1",
  item: "i1",
  kind: "pen",
  colour: "blue",
  width: 60,
  points: "",
  pressure: "",
  text: "",
  late: false,
});
const message = next({ type: "MessageSaid", message: "m9", text: "Yes", reply_to: null, late: false });

function around(one: typeof stroke) {
  const line = new Timeline();
  line.add(lesson, { a: { name: "Kofi", role: "student" } });
  const before = { view: line.live(), people: line.people };
  line.add([one], { a: { name: "Kofi", role: "student" } });
  return { line, before };
}

describe("what comes often", () => {
  it.each([
    ["a stroke", stroke],
    ["a message", message],
  ])("leaves the rest of the room as it was drawn: %s", (_, one) => {
    const { line, before } = around(one);
    expect(line.live()).not.toBe(before.view);
    expect(onlyOften(before.view, line.live())).toBe(true);
  });

  it("is also a caption, which stands where it was spoken", () => {
    const { line, before } = around(message);
    const chat = line.live().chat;
    const caption = {
      caption: "c1",
      person: "a",
      start: 3200,
      end: 4800,
      text: "Arches",
      words: [],
      engine: "",
    };
    const spoken = entry(lesson.length + 2, 3200, null, { type: "CaptionSpoken", ...caption });
    line.add([spoken]);
    expect(line.live().chat).toBe(chat);
    expect(onlyOften(before.view, line.live())).toBe(true);
    expect(line.live()).toEqual(fold([...line.entries]));
    expect(line.viewAt(3000).captions.lines).toEqual([]);
  });

  it("is also a person who goes on to speak after a pause", () => {
    const { line } = around(next({ type: "SpeakerChanged", person: "b" }));
    const before = line.live();
    for (const [seq, person] of [null, "b"].entries())
      line.add([entry(lesson.length + 2 + seq, LATER + seq, null, { type: "SpeakerChanged", person })]);
    expect(onlyDrawn(before, line.live())).toBe(true);
  });

  it("leaves the chat as it was drawn when it is a stroke, not when it is a message", () => {
    for (const [one, only] of [
      [stroke, true],
      [message, false],
    ] as const) {
      const { line, before } = around(one);
      expect(onlyDrawn(before.view, line.live())).toBe(only);
    }
  });

  it.each<[string, Event]>([
    ["the board comes onto the stage", { type: "BoardShown", sheet: "s2" }],
    ["somebody raises a hand", { type: "HandRaised", person: "b" }],
    ["somebody speaks", { type: "SpeakerChanged", person: "b" }],
  ])("is told from what the whole room shows: %s", (_, event) => {
    const { line, before } = around(next(event));
    expect(onlyOften(before.view, line.live())).toBe(false);
  });

  it("is also that somebody writes, but not that their line is lost", () => {
    const before = atFirst({ person: "a", role: "student" });
    expect(onlyTyping(before, { ...before, typing: { b: 4000 } })).toBe(true);
    expect(onlyTyping(before, { ...before, typing: { b: 4000 }, away: new Set(["b"]) })).toBe(false);
  });
});

describe("names that come with an entry", () => {
  it("are the same object while none of them is new", () => {
    const { line, before } = around(message);
    expect(line.people).toBe(before.people);
  });

  it("are another object when somebody has another name or role", () => {
    for (const told of [
      { name: "Kofi M.", role: "student" as const },
      { name: "Kofi", role: "assistant" as const },
    ]) {
      const { line, before } = around(message);
      line.add([entry(lesson.length + 2, LATER, "a", message.event)], { a: told });
      expect(line.people).not.toBe(before.people);
      expect(line.people.a).toEqual(told);
    }
  });
});
