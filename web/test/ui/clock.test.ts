// Times in digits.
import { expect, test } from "vitest";
import { clock, leftClock, wallDay } from "../../src/ui/clock";

test("what has passed is rounded down, what is left is rounded up", () => {
  expect(clock(59_999)).toBe("0:59");
  expect(leftClock(59_500)).toBe("1:00");
  expect(leftClock(3_600_000)).toBe("1:00:00");
  expect(leftClock(-5)).toBe("0:00");
});

test("a clock that is a little behind the server's adds no second", () => {
  expect(leftClock(15 * 60_000 + 40)).toBe("15:00");
});

test("a day of another year says which: in a year it has the same name", () => {
  const now = new Date();
  expect(wallDay(now.getTime())).not.toContain(String(now.getFullYear()));
  const then = new Date(now.getFullYear() + 1, now.getMonth(), 15).getTime();
  expect(wallDay(then)).toContain(String(now.getFullYear() + 1));
});
