// Who comes and goes, in a short notice.
import { expect, test } from "vitest";
import { comingWords } from "../../src/pages/room/comings";

const people = Object.fromEntries(
  ["Ada", "Ben", "Cleo", "Dan"].map((name) => [name, { name, role: "student" as const }]),
);

test("those who come and go together are told together, and many are counted", () => {
  expect(comingWords(["Ada"], [], people)).toBe("Ada came in.");
  expect(comingWords(["Ada", "Ben"], ["Cleo"], people)).toBe("Ada and Ben came in. Cleo left.");
  expect(comingWords(["Ada", "Ben", "Cleo", "Dan"], [], people)).toBe("4 people came in.");
  expect(comingWords([], [], people)).toBe("");
});
