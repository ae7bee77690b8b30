// A surface in a person's hands: shown at once, sent in order, undone only where it is still theirs.
import { describe, expect, it, vi } from "vitest";
import { Easel } from "../../src/core/board/easel";
import { svg } from "../../src/core/board/svg";
import { PenTold, WetInk } from "../../src/core/board/wet";
import type { Outcome } from "../../src/core/commands";
import { foldItems, type Items, nothingDrawn } from "../../src/core/view/board";
import type { Command, Event } from "../../src/wire";

const PEN = { kind: "pen", colour: "red", width: 60 } as const;
const at = (x: number, y = 0) => ({ x, y, pressure: null });
const measure = (text: string, size: number) => text.length * size * 0.5;

/** A class that answers when it is told to. */
function class_(leads = false) {
  const asked: { command: Command; answer: (outcome: Outcome) => void }[] = [];
  const refused = vi.fn();
  const easel = new Easel({
    surface: "sheet:s1",
    me: "ben",
    leads,
    late: false,
    act: (command) => new Promise((answer) => asked.push({ command, answer })),
    refused,
    measure,
  });
  const settle = () => new Promise((done) => setTimeout(done, 0));
  return { easel, asked, refused, settle };
}
const event = (command: Command): Event => {
  const { do: name, ...rest } = command as Extract<Command, { do: "DrawItem" }>;
  const type = { DrawItem: "ItemDrawn", EraseItems: "ItemsErased", MoveItems: "ItemsMoved" }[name as string];
  return { type, pressure: "", text: "", late: false, ...rest } as unknown as Event;
};
const known = (...commands: [Command, string][]): Items =>
  commands.reduce((items, [command, by]) => foldItems(items, event(command), by, 0), nothingDrawn);
const draw = (item: string): Command => ({
  do: "DrawItem",
  surface: "sheet:s1",
  item,
  kind: "line",
  colour: "red",
  width: 30,
  points: "AAgyB",
});
const alive = (easel: Easel) => [...easel.items].filter((one) => !one.erased).map((one) => one.item);

describe("what is drawn", () => {
  it("stands there at once, and once only when its entry comes, whichever of entry and answer is first", async () => {
    const { easel, asked, settle } = class_();
    easel.stroke("a", PEN, [at(0), at(500)], 1);
    easel.stroke("b", PEN, [at(0), at(500)], 1);
    expect(alive(easel)).toEqual(["a", "b"]);
    asked[0]!.answer({ ok: true, seq: 5 });
    await settle();
    easel.take(known([asked[0]!.command, "ben"]), 5);
    easel.take(known([asked[0]!.command, "ben"], [asked[1]!.command, "ben"]), 6);
    asked[1]!.answer({ ok: true, seq: 6 });
    await settle();
    expect(alive(easel)).toEqual(["a", "b"]);
  });

  it("vanishes with the reason when it is refused", async () => {
    const { easel, asked, refused, settle } = class_();
    easel.stroke("a", PEN, [at(0), at(500)], 1);
    const error = { code: "drawing_locked", fault: "rule", message: "No.", next: "Ask." } as const;
    asked[0]!.answer({ ok: false, error });
    await settle();
    expect(alive(easel)).toEqual([]);
    expect(refused).toHaveBeenCalledWith(error);
  });

  it("is sent again by itself when it was too fast", async () => {
    vi.useFakeTimers();
    const { easel, asked } = class_();
    easel.stroke("a", PEN, [at(0), at(500)], 1);
    asked[0]!.answer({ ok: false, error: { code: "too_fast", fault: "rule", message: "", next: "" } });
    await vi.advanceTimersByTimeAsync(600);
    expect(asked).toHaveLength(2);
    expect(asked[1]!.command).toBe(asked[0]!.command);
    expect(alive(easel)).toEqual(["a"]);
    vi.useRealTimers();
  });

  it("is changed only after it has arrived", async () => {
    const { easel, asked, settle } = class_();
    easel.stroke("a", PEN, [at(0), at(500)], 1);
    easel.erase(["a"]);
    expect(asked.map((one) => one.command.do)).toEqual(["DrawItem"]);
    expect(alive(easel)).toEqual([]);
    asked[0]!.answer({ ok: true, seq: 1 });
    await settle();
    expect(asked.map((one) => one.command.do)).toEqual(["DrawItem", "EraseItems"]);
  });

  it("is moved once, also when its entry is known before the answer", () => {
    const { easel, asked } = class_(true);
    easel.take(known([draw("a"), "ada"]), 1);
    easel.move(["a"], 100, 0);
    easel.take(known([draw("a"), "ada"], [asked[0]!.command, "ben"]), 2);
    expect(easel.items.get("a")?.dx).toBe(100);
  });
});

describe("undo and redo", () => {
  it("are of one's own, and pass over what somebody else took away", async () => {
    const { easel, asked, settle } = class_();
    easel.take(known([draw("theirs"), "ada"], [draw("mine"), "ben"]), 2);
    easel.stroke("new", PEN, [at(0), at(500)], 1);
    asked[0]!.answer({ ok: true, seq: 3 });
    await settle();
    const gone: Command = { do: "EraseItems", surface: "sheet:s1", items: ["new"] };
    easel.take(known([draw("theirs"), "ada"], [draw("mine"), "ben"], [draw("new"), "ben"], [gone, "ada"]), 4);
    expect(alive(easel)).toEqual(["theirs", "mine"]);
    easel.step("undo");
    expect(alive(easel)).toEqual(["theirs"]);
    expect(easel.can("undo")).toBe(false);
    easel.step("redo");
    expect(alive(easel)).toEqual(["theirs", "mine"]);
  });
});

describe("the eraser and the selection", () => {
  it("leave alone what others drew, except for those who lead", () => {
    const { easel, asked } = class_();
    easel.take(known([draw("theirs"), "ada"], [draw("mine"), "ben"]), 2);
    easel.wipe(at(-100), at(1200), 50);
    expect(alive(easel)).toEqual(["theirs"]);
    easel.wipedOut();
    expect(asked[0]!.command).toMatchObject({ do: "EraseItems", items: ["mine"] });
    easel.selectIn({ left: -999, top: -999, right: 9999, bottom: 9999 });
    expect(easel.selected.size).toBe(0);
    const staff = class_(true).easel;
    staff.take(known([draw("theirs"), "ada"]), 1);
    staff.wipe(at(-100), at(1200), 50);
    expect(alive(staff)).toEqual([]);
  });
});

describe("ink of others", () => {
  it("grows with what is told, and is wet no more when it stands on the board", () => {
    const told: Record<string, unknown>[] = [];
    const pen = new PenTold(
      "sheet:s1",
      (signal) => told.push(signal),
      () => 2,
    );
    const stroke = { item: "a", ...PEN, points: [at(10), at(20), at(35)] };
    pen.at(at(35), stroke, 1000);
    pen.at(at(36), stroke, 1010);
    pen.at(at(60, 9), { ...stroke, points: [...stroke.points, at(60, 9)] }, 1100);
    expect(told).toHaveLength(2);
    const wet = new WetInk("sheet:s1");
    for (const signal of told) wet.hear({ ...signal, person: "ada" }, 0);
    wet.hear({ ...told[0], person: "cy", surface: "sheet:s2" }, 0);
    expect(wet.now(() => false, 10)).toMatchObject([
      { person: "ada", x: 60, stroke: { points: [at(10), at(20), at(35), at(60, 9)] } },
    ]);
    expect(wet.now(() => true, 10)[0]?.stroke).toBeNull();
    expect(wet.now(() => true, 10_000)).toEqual([]);
  });
});

describe("the exported drawing", () => {
  it("has words as words, never as markup", () => {
    const { easel } = class_();
    easel.write({ kind: "note", colour: "blue", width: 200 }, at(0), '<script>alert("1")</script> & so');
    const text = svg(
      [...easel.items].map((one) => easel.look(one)),
      { left: 0, top: 0, right: 100, bottom: 100 },
      "Board <1>",
    );
    expect(text).not.toContain("<script");
    expect(text).toContain("&amp; so");
    expect(text).toContain("<title>Board &lt;1&gt;</title>");
  });
});
