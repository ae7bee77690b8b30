import { expect, test } from "vitest";
import { words } from "../../src/pages/lobby/devices";
import { startsIn } from "../../src/pages/lobby/Starts";

const now = new Date(2026, 10, 20, 9, 0).getTime();

test("a class that begins soon is counted down, one that is due begins any moment", () => {
  expect(startsIn(now + 252_000, now)).toBe("Starts in 4:12");
  expect(startsIn(now - 1, now)).toBe("Begins any moment");
  expect(startsIn(now + 5 * 3_600_000, now)).toContain("Starts today");
});

test("every state of a device says that one can still take part", () => {
  for (const state of ["denied", "none", "busy", "insecure"] as const) {
    expect(words("video", state)).toMatch(/join/i);
    expect(words("audio", state)).toMatch(/join/i);
  }
});
