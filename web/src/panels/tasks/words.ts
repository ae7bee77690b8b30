// What is told of tasks outside their panel.
import type { TaskView } from "../../core/view/tasks";
import { t } from "../../texts";

/** That something was said to somebody's work, or that they are to do it `again`. */
export const saidWords = ({ what: { title } }: TaskView, again: boolean): string =>
  t(again ? "tasks.sent_back" : "tasks.said", { title });
