// What there is to say of tasks: what was said to a work and is not read yet, and a task that was given just where the recording
// stands, until it is done; a press opens them.
import { ListTodo } from "lucide-react";
import type { Me } from "../../core/api";
import { givenBy, isSentBack, metBy } from "../../core/view/tasks";
import type { View } from "../../core/view/types";
import { newlySaid, saidWords } from "../../core/view/works";
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

export default function TaskHere({ view, full, me, second, open }: Props) {
  const said = me.looks ? undefined : newlySaid(full.tasks, me.person).at(-1);
  const found = givenBy(view.tasks, full.tasks).find(
    (one) => one.at > second - SHOWN_FOR && metBy(one, me.person) === null,
  );
  return (
    <div role="status">
      {said && (
        <p className={`row small ${css.taskHere}`}>
          <ListTodo className="i s" aria-hidden="true" />
          <span className="grow" dir="auto">
            {saidWords(said, isSentBack(said, me.person))}
          </span>
          <Button size="sm" aria-label={t("tasks.read_named", { title: said.what.title })} onPress={open}>
            {t("tasks.read")}
          </Button>
        </p>
      )}
      {found && found.task !== said?.task && !me.looks && (
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
