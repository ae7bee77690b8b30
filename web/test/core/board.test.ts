import { describe, expect, it } from "vitest";
import { framed, HOME, seen, toPaper, toScreen, zoomed } from "../../src/core/board/camera";
import { between, touched } from "../../src/core/board/hit";
import { holdsBox, INKS, look, type Measure, PAPERS, wrap } from "../../src/core/board/outline";
import { decode, encode, encodePressure, thin } from "../../src/core/board/points";
import { Timeline } from "../../src/core/timeline";
import { boardOf, drawnOn, type ItemView } from "../../src/core/view/board";
import { before, fold } from "../../src/core/view/fold";
import type { Entry, Event } from "../../src/wire";
import { entry } from "./entries";

const measure: Measure = (text, size) => text.length * size * 0.5;
const drawn = (item: string, change: Partial<ItemView> = {}): Event => ({
  type: "ItemDrawn",
  surface: "sheet:s1",
  item,
  kind: "line",
  colour: "red",
  width: 30,
  points: encode([
    { x: 0, y: 0 },
    { x: 1000, y: 0 },
  ]),
  pressure: "",
  text: "",
  late: false,
  ...change,
});
const class_ = (...events: Event[]): Entry[] =>
  events.map((event, index) => entry(index + 1, index * 10, "t", event));
const alive = (entries: readonly Entry[]) =>
  [...drawnOn(fold(entries).board, "sheet:s1")].filter((one) => !one.erased).map((one) => one.item);

describe("points", () => {
  it("are as short as the server reads them", () => {
    expect(encode([{ x: 64, y: 1 }])).toBe("gEC");
    expect(encode([{ x: -1, y: -2 }])).toBe("DF");
  });

  it("come back as they went, also far away and left of the beginning", () => {
    const points = [-5, 7, 0, 0, 31, -16, 9_999_999, -9_999_999, 12, 12];
    const pairs = Array.from({ length: 5 }, (_, i) => ({ x: points[2 * i]!, y: points[2 * i + 1]! }));
    expect(decode(encode(pairs))).toEqual(points);
  });

  it("are thinned where they tell nothing, and the ends stay", () => {
    const line = Array.from({ length: 60 }, (_, i) => ({ x: i * 20, y: i % 2, pressure: 0.5 }));
    const bent = [...line, { x: 1200, y: 800, pressure: 1 }];
    expect(thin(bent, 4).length).toBeLessThan(6);
    expect(thin(bent, 4).at(-1)).toEqual(bent.at(-1));
  });

  it("carry the pressure of a pen, and none of a mouse", () => {
    expect(encodePressure([{ x: 0, y: 0, pressure: 1 }])).toBe("_");
    expect(encodePressure([{ x: 0, y: 0, pressure: null }])).toBe("");
  });
});

describe("the board in the fold", () => {
  it("knows its sheets in the order in which they came, and since when it is on the stage", () => {
    const { board } = fold(
      class_(
        { type: "BoardShown", sheet: "s1" },
        { type: "BoardShown", sheet: "s2" },
        { type: "BoardShown", sheet: "s1" },
      ),
    );
    expect(boardOf(board, "everyone")).toEqual({ sheets: ["s1", "s2"], shown: "s1", since: 0 });
    expect(boardOf(board, "group:g1").shown).toBeNull();
  });

  it("erases, restores, moves and clears, and what was drawn late stays", () => {
    const erased = [
      drawn("a"),
      drawn("b"),
      { type: "ItemsErased", surface: "sheet:s1", items: ["a"] },
    ] as Event[];
    expect(alive(class_(...erased))).toEqual(["b"]);
    const back: Event = { type: "ItemsRestored", surface: "sheet:s1", items: ["a"] };
    expect(alive(class_(...erased, back))).toEqual(["a", "b"]);
    const cleared: Event = { type: "SurfaceCleared", surface: "sheet:s1" };
    expect(alive(class_(drawn("a"), drawn("z", { late: true }), cleared))).toEqual(["z"]);
    const moved: Event = { type: "ItemsMoved", surface: "sheet:s1", items: ["a"], x: 5, y: -5 };
    const [one] = [...drawnOn(fold(class_(drawn("a"), moved, moved)).board, "sheet:s1")];
    expect([one?.dx, one?.dy]).toEqual([10, -10]);
  });

  it("is the same at a moment, whether it was played or sought, also when something is drawn late between", () => {
    const many = Array.from({ length: 700 }, (_, index) =>
      entry(index + 1, index * 10, "t", drawn(`i${index}`)),
    );
    const line = new Timeline();
    line.add(many);
    line.live();
    line.add([
      entry(701, 2000, "z", drawn("late", { late: true })),
      entry(702, 7000, "t", { type: "ItemsErased", surface: "sheet:s1", items: ["i650"] }),
    ]);
    for (const at of [1990, 2000, 6990, 7000, 50]) {
      const played = line.entries.filter((one) => one.at <= at);
      expect([...drawnOn(line.viewAt(at).board, "sheet:s1")]).toEqual([
        ...drawnOn(fold(played).board, "sheet:s1"),
      ]);
    }
  });

  it("tells what changed without looking at everything", () => {
    const many = class_(...Array.from({ length: 200 }, (_, index) => drawn(`i${index}`)));
    const first = drawnOn(fold(many).board, "sheet:s1");
    const next = first.with(70, { ...first.at(70)!, erased: true });
    expect(next.changed(first)).toEqual([70]);
    expect(first.changed(drawnOn(before.board, "sheet:s1"))).toHaveLength(200);
    expect(first.changed(first)).toEqual([]);
  });
});

describe("what is drawn", () => {
  const item = (event: Event): ItemView => ({
    ...(event as unknown as ItemView),
    by: "t",
    at: 0,
    dx: 0,
    dy: 0,
    erased: false,
  });

  it("is met where its line is, and a shape at its edge", () => {
    const line = item(drawn("a"));
    const at = (x: number, y: number) => touched(line, look(line, measure), { x, y }, { x, y }, 20);
    expect([at(500, 30), at(500, 90), at(1100, 0)]).toEqual([true, false, false]);
    const swept = touched(line, look(line, measure), { x: 500, y: -400 }, { x: 500, y: 400 }, 10);
    expect(swept).toBe(true);
    const box = item(
      drawn("a", {
        kind: "rectangle",
        points: encode([
          { x: 0, y: 0 },
          { x: 900, y: 900 },
        ]),
      }),
    );
    const inside = touched(box, look(box, measure), { x: 450, y: 450 }, { x: 450, y: 450 }, 20);
    expect(inside).toBe(false);
  });

  it("is broken into lines that fit a note", () => {
    expect(wrap("a long way round", 400, 100, measure)).toEqual(["a long", "way", "round"]);
    expect(wrap("keystones", 200, 100, measure)).toEqual(["keys", "tone", "s"]);
  });

  it("has colours that can be told from paper", () => {
    const bright = (hex: string) => {
      const [r = 0, g = 0, b = 0] = [1, 3, 5]
        .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    for (const ink of Object.values(INKS)) expect(1.05 / (bright(ink) + 0.05)).toBeGreaterThan(4.5);
    for (const paper of Object.values(PAPERS))
      expect((bright(paper) + 0.05) / (bright(INKS.black) + 0.05)).toBeGreaterThan(4.5);
  });
});

describe("the view of a sheet", () => {
  it("shows all of a box, and keeps what is under the pointer while it comes nearer", () => {
    const size = { width: 360, height: 400 };
    const camera = framed(HOME, size);
    expect(holdsBox(seen(camera, size), HOME)).toBe(true);
    const near = zoomed(camera, 3, { x: 100, y: 50 });
    const there = toPaper(camera, { x: 100, y: 50 });
    expect(toScreen(near, there).x).toBeCloseTo(100);
    expect(toScreen(near, there).y).toBeCloseTo(50);
    expect(between({ x: 5, y: 1 }, { x: 2, y: 7 })).toEqual({ left: 2, top: 1, right: 5, bottom: 7 });
  });
});
