// What of the tasks waits: what was said to a reader's works, and works that nobody who leads has looked at.
import { t } from "../../texts";
import type { TasksView, TaskView } from "./tasks";

/** The seq of what was said to somebody's works last, 0 when nothing was. */
export const newestSaid = ({ tasks }: TasksView, person: string): number =>
  Math.max(0, ...tasks.map((one) => one.said.get(person)?.seq ?? 0));

/** The tasks in which something was said to somebody's work that they have not read. */
export const newlySaid = ({ tasks, read }: TasksView, person: string, since = read): TaskView[] =>
  tasks.filter((one) => (one.said.get(person)?.seq ?? 0) > since);

/** Whose work nobody who leads has said anything to since it was handed in. */
export const unanswered = ({ works, said }: TaskView): string[] =>
  [...works].flatMap(([person, { handed, seq }]) =>
    handed && (said.get(person)?.seq ?? 0) < seq ? [person] : [],
  );

/** That something was said to somebody's work, or that they are to do it `again`. */
export const saidWords = ({ what: { title } }: TaskView, again: boolean): string =>
  t(again ? "tasks.sent_back" : "tasks.said", { title });
