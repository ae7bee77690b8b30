// A task that was given just where the recording stands: said, and opened by a press, until it is done.
import { ListTodo } from "lucide-react";
import type { Me } from "../../core/api";
import { givenBy, metBy } from "../../core/view/tasks";
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import css from "./playback.module.css";

/** For so long, in class ms. */
const SHOWN_FOR = 30_000;

interface Props {
  view: View;
  full: View;
  me: Me;
  second: number;
  open: () => void;
}

export function TaskHere({ view, full, me, second, open }: Props) {
  const found = givenBy(view.tasks, full.tasks).find(
    (one) => one.at > second - SHOWN_FOR && metBy(one, me.person) === null,
  );
  return (
    <div role="status">
      {found && !me.looks && (
        <p className={`row small ${css.taskHere}`}>
          <ListTodo className="i s" aria-hidden="true" />
          <span className="grow" dir="auto">
            {t("tasks.given", { title: found.what.title })}
          </span>
          <Button size="sm" aria-label={t("late.do_task_named", { title: found.what.title })} onPress={open}>
            {t("late.do_task")}
          </Button>
        </p>
      )}
    </div>
  );
}
