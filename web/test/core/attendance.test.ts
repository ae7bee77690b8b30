// Attendance is counted here as the server counts it: a class that both agree on.
import { describe, expect, it } from "vitest";
import golden from "../../../tests/timelines/attendance/lesson.jsonl?raw";
import { attendanceOf, isSilent } from "../../src/core/view/attendance";
import { inPlayingOrder } from "../../src/core/view/fold";
import type { Entry } from "../../src/wire";

const lines = golden
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const expected = lines.pop() as { now: number; people: unknown[] };
const entries = lines as Entry[];

describe("attendance", () => {
  it("counts the golden class as the server does, in the order of writing and of playing", () => {
    expect(attendanceOf(entries).rows(expected.now)).toEqual(expected.people);
    expect(attendanceOf([...entries].sort(inPlayingOrder)).rows(expected.now)).toEqual(expected.people);
  });

  it("stands as it stood at a moment of the class", () => {
    const rows = attendanceOf([...entries].sort(inPlayingOrder), 4 * 60_000).rows(4 * 60_000);
    expect(rows.map((one) => [one.person, one.present, one.here, one.spoke])).toEqual([
      ["ines", true, 240_000, 180_000],
      ["sam", true, 240_000, 0],
      ["tom", true, 180_000, 0],
    ]);
    expect(rows.map(isSilent)).toEqual([false, true, true]);
  });
});
