// Tasks: what the class was given to do, what this reader may see of what was handed in, and what was said to it.
import type { Assignment, Attachment, Entry, FeedbackGiven } from "../../wire";

export type Todo = Required<Assignment>;
export interface WorkView {
  /** What was written last counts, wherever it was placed. */
  seq: number;
  handed: boolean;
  text: string;
  files: readonly Attachment[];
  /** A note on the board. */
  item: string | null;
  late: boolean;
  /** First handed in before the class began. */
  early: boolean;
  /** Unix ms. */
  wrote: number;
}
export interface FeedbackView {
  seq: number;
  by: string | null;
  text: string;
  verdict: FeedbackGiven["verdict"];
  wrote: number;
}
export interface TaskView {
  task: string;
  what: Todo;
  at: number;
  by: string | null;
  late: boolean;
  /** Given before the class began. */
  early: boolean;
  seq: number;
  works: ReadonlyMap<string, WorkView>;
  said: ReadonlyMap<string, FeedbackView>;
}
export interface TasksView {
  /** For those who lead. */
  prepared: readonly { task: string; what: Todo }[];
  tasks: readonly TaskView[];
  /** The seq up to which this reader has read what was said to their works. */
  read: number;
}

export const noTasks: TasksView = { prepared: [], tasks: [], read: 0 };

const whole = (what: Assignment): Todo => ({
  text: "",
  kind: "text",
  length: null,
  counts: true,
  shared: false,
  before: false,
  ...what,
});

function change(all: TasksView, task: string, how: (one: TaskView) => Partial<TaskView>): TasksView {
  return { ...all, tasks: all.tasks.map((one) => (one.task === task ? { ...one, ...how(one) } : one)) };
}

/** The last one written stands. */
function newer<T extends { seq: number }>(known: ReadonlyMap<string, T>, person: string, one: T) {
  const before = known.get(person);
  return before && before.seq > one.seq ? known : new Map(known).set(person, one);
}

function given(all: TasksView, task: string, made: TaskView): TasksView {
  const prepared = all.prepared.filter((one) => one.task !== task);
  const { what, seq } = made;
  if (!all.tasks.some((one) => one.task === task)) return { ...all, prepared, tasks: [...all.tasks, made] };
  return change({ ...all, prepared }, task, (one) => (seq > one.seq ? { what, seq } : {}));
}

export function foldTasks(all: TasksView, { seq, at, by, wrote, event }: Entry): TasksView {
  switch (event.type) {
    case "TaskPrepared": {
      const { task } = event;
      if (all.tasks.some((one) => one.task === task)) return all;
      const ready = { task, what: whole(event.what) };
      const prepared = all.prepared.some((one) => one.task === task)
        ? all.prepared.map((one) => (one.task === task ? ready : one))
        : [...all.prepared, ready];
      return { ...all, prepared };
    }
    case "TaskGiven": {
      const { task, late, early = false } = event;
      const what = whole(event.what);
      return given(all, task, { task, what, at, by, late, early, seq, works: new Map(), said: new Map() });
    }
    case "TaskDropped": {
      const others = <T extends { task: string }>(list: readonly T[]) =>
        list.filter((one) => one.task !== event.task);
      return { ...all, prepared: others(all.prepared), tasks: others(all.tasks) };
    }
    case "WorkHandedIn": {
      const { task, text, files, item, late, early = false } = event;
      const work = { seq, handed: true, text, files, item, late, early, wrote };
      return change(all, task, ({ works }) => ({ works: newer(works, by ?? "", work) }));
    }
    case "WorkTakenBack": {
      const nothing = {
        seq,
        handed: false,
        text: "",
        files: [],
        item: null,
        late: false,
        early: false,
        wrote,
      };
      return change(all, event.task, ({ works }) => ({ works: newer(works, by ?? "", nothing) }));
    }
    case "FeedbackGiven": {
      const { task, person, text, verdict } = event;
      const feedback = { seq, by, text, verdict, wrote };
      return change(all, task, ({ said }) => ({ said: newer(said, person, feedback) }));
    }
    case "FeedbackRead":
      return { ...all, read: Math.max(all.read, event.up_to) };
    default:
      return all;
  }
}

/** What stands of a person's work. */
export function workOf({ works }: TaskView, person: string): WorkView | null {
  const found = works.get(person);
  return found?.handed ? found : null;
}

/** Whether somebody has done it, in class or later: handed in and not sent back, or marked as done. */
export function metBy(task: TaskView, person: string): "live" | "late" | null {
  const work = workOf(task, person);
  const said = task.said.get(person);
  if (said?.verdict !== "done" && (!work || (said?.verdict === "again" && said.seq > work.seq))) return null;
  return work?.late ? "late" : "live";
}

/** Whether it is to be done again: it was sent back, and not handed in anew. */
export function isSentBack(task: TaskView, person: string): boolean {
  const said = task.said.get(person);
  return said?.verdict === "again" && metBy(task, person) === null;
}

/** How many tasks somebody still has to do. */
export const leftFor = ({ tasks }: TasksView, person: string): number =>
  tasks.filter((one) => metBy(one, person) === null).length;

/** What was given up to a moment of the recording, as it stands by now, the newest first. */
export function givenBy(then: TasksView, now: TasksView): TaskView[] {
  const shown = new Set(then.tasks.map((one) => one.task));
  return now.tasks.filter((one) => shown.has(one.task)).reverse();
}
