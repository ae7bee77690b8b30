// What the others handed in, once one has: asked for each time it is opened, since only the server knows who may read it.
import { useEffect, useState } from "react";
import { ApiError } from "../../core/api";
import type { OthersWork } from "../../core/files";
import type { TaskView, WorkView } from "../../core/view/tasks";
import { t } from "../../texts";
import { Skeleton } from "../../ui/Skeleton";
import type { MessagePanel, PanelProps } from "../props";
import { WorkShown } from "./WorkShown";

interface Props {
  task: TaskView;
  own: WorkView | null;
  panel: PanelProps;
  message: MessagePanel;
}

function List({ task, panel, message }: Props) {
  const [works, setWorks] = useState<readonly OthersWork[] | null>(null);
  const [trouble, setTrouble] = useState("");
  const { files, whole, view } = panel;
  useEffect(() => {
    let here = true;
    files?.works(task.task).then(
      (found) => here && setWorks(found),
      (cause: unknown) =>
        here &&
        setTrouble(cause instanceof ApiError ? `${cause.message} ${cause.next}` : t("ui.did_not_work")),
    );
    return () => {
      here = false;
    };
  }, [files, task.task]);
  if (trouble)
    return (
      <p className="field-error" role="alert">
        {trouble}
      </p>
    );
  if (!works) return <Skeleton lines={2} label={t("tasks.coming")} />;
  if (works.length === 0) return <p className="small muted">{t("tasks.others_none")}</p>;
  return (
    <ul>
      {works.map((one) => (
        <li key={one.person}>
          <b dir="auto">{one.name}</b>
          <WorkShown work={one} view={whole ?? view} panel={message} />
        </li>
      ))}
    </ul>
  );
}

export function Others(props: Props) {
  const [open, setOpen] = useState(false);
  if (!props.own) return <p className="small muted">{t("tasks.others_first")}</p>;
  return (
    <details className="fold works" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("tasks.others")}</summary>
      {open && <List {...props} />}
    </details>
  );
}
