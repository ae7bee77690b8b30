// The board as it is drawn at first: what is named, and for whom there is something to press.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { nothingDrawn } from "../../src/core/view/board";
import Board, { type BoardProps } from "../../src/panels/board/Board";

const props: BoardProps = {
  surface: "sheet:s1",
  items: nothingDrawn,
  last: 0,
  page: null,
  name: "Board, page 1 of 1",
  people: {},
  me: "ben",
  leads: false,
  drawing: false,
  late: false,
  act: async () => ({ ok: true }),
  tell: () => undefined,
  wire: null,
};
const draw = (change: Partial<BoardProps>) => renderToStaticMarkup(<Board {...props} {...change} />);

describe("the board", () => {
  it("is named and reached by keyboard, with a menu, also for those who only look", () => {
    const shown = draw({});
    expect(shown).toContain('role="application"');
    expect(shown).toContain('tabindex="0"');
    expect(shown).toContain('aria-label="Board menu"');
    expect(shown).not.toContain("Drawing tools");
  });

  it("gives its tools to whoever draws, each with a name", () => {
    const shown = draw({ drawing: true });
    const names = [...shown.matchAll(/<button[^>]*aria-label="([^"]+)"/g)].map(([, name]) => name);
    expect(names).toEqual([
      "Pen",
      "Highlighter",
      "Eraser",
      "Shapes",
      "Text",
      "Sticky note",
      "Select and move",
      "Colour: black",
      "Width: medium",
      "Undo",
      "Redo",
      "Board menu",
    ]);
  });

  it("is out of everybody's way over a slide on which nothing is drawn", () => {
    const shown = draw({ bare: true, page: { left: 0, top: 0, right: 16, bottom: 9 }, ground: <i>slide</i> });
    expect(shown).toContain("<i>slide</i>");
    expect(shown).toContain('aria-hidden="true"');
    expect(shown).not.toContain("<button");
    expect(shown).not.toContain("tabindex");
  });
});
