// Tasks: given in a line, or the next prepared one; the panel shows them.
import { newId } from "../../../core/api";
import { t } from "../../../texts";
import type { Assignment } from "../../../wire";
import { type Deed, gives, type Row } from "../row";
import { text } from "../sorts";

const TITLE = text(t("slash.sort_title"), t("slash.a_title"), 200);

const give = (task: string, what: Assignment): Deed =>
  gives(
    t("slash.gives_task", { title: what.title }),
    { do: "GiveTask", task, what },
    t("slash.task_given", { title: what.title }),
  );

export const TASKS: readonly Row[] = [
  {
    name: "task",
    takes: ["next"],
    needs: "staff",
    help: t("slash.help_task_next"),
    gives: ["GiveTask"],
    does: (_, { view }) => {
      const next = view.tasks.prepared[0];
      return next ? give(next.task, next.what) : { trouble: t("slash.no_task_ready") };
    },
  },
  {
    name: "task",
    takes: [TITLE],
    needs: "staff",
    help: t("slash.help_task"),
    gives: ["GiveTask"],
    does: ({ text: title }) => give(newId("t"), { title }),
  },
  {
    name: "tasks",
    takes: [],
    needs: "all",
    help: t("slash.help_tasks"),
    does: () => ({ says: t("slash.opens_tasks"), page: { page: "open", panel: "tasks" } }),
  },
];
