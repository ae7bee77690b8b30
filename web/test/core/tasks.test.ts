// Tasks as the page folds them: what was written last counts, wherever it was placed, and what is gone is gone.
import { describe, expect, it } from "vitest";
import golden from "../../../tests/timelines/attendance/tasks.jsonl?raw";
import { attendanceOf } from "../../src/core/view/attendance";
import { fold, inPlayingOrder } from "../../src/core/view/fold";
import { givenBy, isSentBack, leftFor, metBy, workOf } from "../../src/core/view/tasks";
import type { Entry } from "../../src/wire";

const lines = golden
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const expected = lines.pop() as { now: number; people: unknown[] };
const entries = lines as Entry[];
const played = [...entries].sort(inPlayingOrder);

describe("tasks", () => {
  it("count as the server counts them, in the order of writing and of playing", () => {
    expect(attendanceOf(entries).rows(expected.now)).toEqual(expected.people);
    expect(attendanceOf(played).rows(expected.now)).toEqual(expected.people);
  });

  it("stand by what was written last", () => {
    for (const { tasks } of [fold(entries), fold(played)]) {
      const of = (id: string) => tasks.tasks.find((one) => one.task === id)!;
      expect(tasks.tasks.map((one) => one.task).sort()).toEqual(["t1", "t2", "t4"]);
      expect(workOf(of("t1"), "sam")?.text).toBe("ebb and flow");
      expect([metBy(of("t1"), "sam"), metBy(of("t1"), "kim"), metBy(of("t1"), "tom")]).toEqual([
        "live",
        "late",
        null,
      ]);
      expect([isSentBack(of("t1"), "tom"), isSentBack(of("t1"), "kim")]).toEqual([true, false]);
      expect(metBy(of("t2"), "tom")).toBe("live");
      expect(workOf(of("t2"), "sam")?.text).toBe("late again");
      expect(["sam", "tom", "kim"].map((one) => leftFor(tasks, one))).toEqual([1, 2, 1]);
    }
  });

  it("come in the recording with their moment, and as they stand by now", () => {
    const now = fold(played);
    const then = fold(played.filter((one) => one.at <= 20_000));
    expect(givenBy(then.tasks, now.tasks).map((one) => one.task)).toEqual(["t2", "t1"]);
    expect(workOf(givenBy(then.tasks, now.tasks)[0]!, "sam")?.late).toBe(true);
  });
});
