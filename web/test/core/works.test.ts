// What of tasks waits: works that nobody has looked at, feedback that is not read, and tasks on the seek bar.
import { expect, test } from "vitest";
import golden from "../../../tests/timelines/attendance/tasks.jsonl?raw";
import { marksOf } from "../../src/core/playback/marks";
import { fold } from "../../src/core/view/fold";
import { newestSaid, newlySaid, unanswered } from "../../src/core/view/works";
import type { Entry } from "../../src/wire";

const lines = golden
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const entries = lines.slice(0, -1) as Entry[];
const whole = fold(entries);

test("feedback is new to whose work it is until they have read it", () => {
  const said = newlySaid(whole.tasks, "tom").map((one) => one.task);
  expect(said.length).toBeGreaterThan(0);
  expect(newlySaid(whole.tasks, "nobody")).toEqual([]);
  const last = newestSaid(whole.tasks, "tom");
  const event = { type: "FeedbackRead" as const, up_to: last };
  const read: Entry = { ...entries.at(-1)!, seq: entries.length + 1, by: "tom", to: "person:tom", event };
  expect(newlySaid(fold([...entries, read]).tasks, "tom")).toEqual([]);
});

test("a work waits for those who lead as long as nothing was said to it since", () => {
  const waits = whole.tasks.tasks.map((task) => [task.task, unanswered(task).sort()]);
  expect(waits).toEqual([
    ["t1", ["kim", "sam"]],
    ["t2", ["sam"]],
    ["t4", ["kim"]],
  ]);
});

test("a task stands on the seek bar, and is open to whoever has still to do it", () => {
  const of = (person: string, mayVote: boolean) =>
    marksOf(whole, person, mayVote)
      .filter(({ kind }) => kind === "task")
      .map(({ open }) => open);
  expect(of("sam", true).filter(Boolean)).toHaveLength(1);
  expect(of("tom", true).filter(Boolean)).toHaveLength(2);
  expect(of("ines", false)).toEqual([false, false, false]);
});
