// What a mouse, fingers and a pen do on the paper.
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Camera } from "../../src/core/board/camera";
import { Easel } from "../../src/core/board/easel";
import type { ItemView } from "../../src/core/view/board";
import { Hand } from "../../src/panels/board/hand";
import { rows } from "../../src/panels/board/List";
import { type Choice, FIRST } from "../../src/panels/board/tools";

class Paper extends EventTarget {
  getBoundingClientRect = () => ({ left: 10, top: 20 });
  setPointerCapture = () => undefined;
}

let paper: Paper;
let easel: Easel;
let camera: Camera;
let choice: Choice;
let mayDraw: boolean;
let endless: boolean;
const write = vi.fn();

function event(type: string, x: number, y: number, more: Record<string, unknown> = {}) {
  const made = new Event(type, { cancelable: true });
  const given = {
    clientX: x + 10,
    clientY: y + 20,
    pointerId: 1,
    pointerType: "mouse",
    button: 0,
    buttons: 1,
  };
  paper.dispatchEvent(
    Object.assign(made, { pressure: 0.5, shiftKey: false, ctrlKey: false, ...given, ...more }),
  );
}
const drag = (spots: [number, number][], more: Record<string, unknown> = {}) => {
  const [first, ...rest] = spots;
  event("pointerdown", ...first!, more);
  for (const spot of rest) event("pointermove", ...spot, more);
  event("pointerup", ...(rest.at(-1) ?? first!), more);
};
const alive = () => [...easel.items].filter((one) => !one.erased);

beforeEach(() => {
  paper = new Paper();
  camera = { left: 0, top: 0, scale: 0.1 };
  choice = FIRST;
  mayDraw = true;
  endless = true;
  write.mockClear();
  easel = new Easel({
    surface: "sheet:s1",
    me: "ben",
    leads: false,
    late: false,
    act: () => new Promise(() => undefined),
    refused: () => undefined,
    measure: (text, size) => text.length * size * 0.5,
  });
  new Hand(paper as unknown as HTMLElement, {
    easel,
    camera: () => camera,
    look: endless
      ? (next) => {
          camera = next;
        }
      : null,
    choice: () => choice,
    mayDraw: () => mayDraw,
    write,
    pen: () => undefined,
    stir: () => undefined,
  });
});

describe("a hand on the paper", () => {
  it("draws with a mouse, in the units of the paper", () => {
    drag([
      [10, 10],
      [50, 60],
      [90, 10],
    ]);
    const [one] = alive();
    expect(one).toMatchObject({ kind: "pen", colour: "black", pressure: "" });
    expect(easel.look(one as ItemView).box.left).toBeCloseTo(100 - 40, 0);
  });

  it("draws with one finger, and moves the paper with two, which takes the begun stroke back", () => {
    const touch = { pointerType: "touch" };
    drag(
      [
        [10, 10],
        [40, 40],
      ],
      touch,
    );
    expect(alive()).toHaveLength(1);
    event("pointerdown", 100, 100, { ...touch, pointerId: 1 });
    event("pointermove", 110, 100, { ...touch, pointerId: 1 });
    event("pointerdown", 200, 100, { ...touch, pointerId: 2 });
    event("pointermove", 290, 100, { ...touch, pointerId: 2 });
    event("pointerup", 290, 100, { ...touch, pointerId: 2 });
    event("pointermove", 0, 0, { ...touch, pointerId: 1 });
    event("pointerup", 0, 0, { ...touch, pointerId: 1 });
    expect(camera.scale).toBeCloseTo(0.2);
    expect(alive()).toHaveLength(1);
  });

  it("keeps the pressure of a pen, after which a palm moves the paper and draws nothing", () => {
    drag(
      [
        [10, 10],
        [40, 40],
      ],
      { pointerType: "pen", pressure: 1 },
    );
    expect(alive()[0]?.pressure).toBe("__");
    drag(
      [
        [10, 10],
        [40, 40],
      ],
      { pointerType: "touch" },
    );
    expect(alive()).toHaveLength(1);
    expect(camera.left).toBeCloseTo(-300);
  });

  it("moves the view for whoever may not draw", () => {
    mayDraw = false;
    drag([
      [10, 10],
      [40, 10],
    ]);
    expect(alive()).toHaveLength(0);
    expect(camera.left).toBeCloseTo(-300);
  });

  it("zooms with the wheel where the pointer is, and pans without Ctrl", () => {
    event("wheel", 50, 50, { deltaX: 0, deltaY: -300, deltaMode: 0, ctrlKey: true });
    expect(camera.scale).toBeCloseTo(0.1 * Math.E);
    expect(50 / camera.scale + camera.left).toBeCloseTo(500);
    const { top } = camera;
    event("wheel", 50, 50, { deltaX: 0, deltaY: 30, deltaMode: 0 });
    expect(camera.top).toBeGreaterThan(top);
  });

  it("selects, moves, frames and erases", () => {
    drag([
      [10, 10],
      [90, 10],
    ]);
    choice = { ...FIRST, tool: "select" };
    drag([
      [50, 10],
      [60, 30],
    ]);
    expect(alive()[0]).toMatchObject({ dx: 100, dy: 200 });
    drag([
      [200, 200],
      [210, 210],
    ]);
    expect(easel.selected.size).toBe(0);
    drag([
      [0, 0],
      [200, 200],
    ]);
    expect(easel.selected.size).toBe(1);
    choice = { ...FIRST, tool: "eraser" };
    drag([
      [60, 0],
      [60, 60],
    ]);
    expect(alive()).toHaveLength(0);
  });

  it("asks for words where it is pressed, and makes no shape of a click", () => {
    choice = { ...FIRST, tool: "note" };
    drag([[30, 40]]);
    expect(write).toHaveBeenCalledWith({ x: 300, y: 400 }, null);
    choice = { ...FIRST, tool: "rectangle" };
    drag([
      [30, 40],
      [31, 40],
    ]);
    expect(alive()).toHaveLength(0);
  });
});

describe("the board as a list", () => {
  it("tells strokes that one person made in a row as one drawing, and words as they are", () => {
    const people = { ben: { name: "Ben", role: "student" as const } };
    drag([
      [10, 10],
      [90, 10],
    ]);
    drag([
      [10, 20],
      [90, 20],
    ]);
    easel.write({ kind: "note", colour: "red", width: 200 }, { x: 0, y: 0 }, "Why?");
    expect(rows(easel.items, people).map((row) => row.words)).toEqual([
      "Drawing by Ben, 2 strokes",
      "Note by Ben: Why?",
    ]);
  });
});
