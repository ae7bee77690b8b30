// Which panel stays open when a window changes its width.
import { expect, test } from "vitest";
import { type Open, reshaped } from "../../src/pages/room/openPanel";

const wide: Open = { shape: "desk", panel: "chat", asked: false };

test("the chat that nobody asked for makes room for the stage of a narrow window, and comes back", () => {
  const narrow = reshaped(wide, "phone", false);
  expect(narrow.panel).toBeNull();
  expect(reshaped(narrow, "desk", false).panel).toBe("chat");
});

test("a panel that somebody opened, or writes in, stays", () => {
  expect(reshaped({ ...wide, panel: "people", asked: true }, "tablet", false).panel).toBe("people");
  expect(reshaped(wide, "phone", true).panel).toBe("chat");
});
