// The tasks of a class that comes: prepared from the desk, opened before class, and the way to what was handed in.
import { useCallback, useEffect, useMemo, useState } from "react";
import { api, type DeskClass } from "../../core/api";
import { Commands } from "../../core/commands";
import { Timeline } from "../../core/timeline";
import { type TaskView, workOf } from "../../core/view/tasks";
import type { View } from "../../core/view/types";
import type { Drafts } from "../../panels/drafts";
import type { PanelProps } from "../../panels/props";
import { Ready } from "../../panels/tasks/Ready";
import { TaskForm } from "../../panels/tasks/TaskForm";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/Skeleton";
import { problemWords } from "../playback/useClassroom";
import css from "./desk.module.css";
import "../../panels/panels.css";
import "../../panels/tasks/tasks.css";

/** The class as it is planned, read again after everything that is done with it. */
function usePlanned(id: string) {
  const [view, setView] = useState<View | null>(null);
  const [trouble, setTrouble] = useState("");
  const commands = useMemo(() => new Commands((order) => api.command(id, order)), [id]);
  const read = useCallback(async () => {
    try {
      const { entries, people } = await api.timeline(id, 0);
      const timeline = new Timeline();
      timeline.add(entries, people);
      setView(timeline.live());
    } catch (problem) {
      setTrouble(problemWords(problem));
    }
  }, [id]);
  useEffect(() => void read(), [read]);
  const act: PanelProps["act"] = async (command) => {
    const outcome = await commands.act(command);
    await read();
    return outcome;
  };
  return { view, trouble, act };
}

/** One that is open: how many have handed in, and where it stands with what they did. Without a ticket: that would ask whoever
 * owns the course, and was never in the class, for a name. */
function Open({ task, one }: { task: TaskView; one: DeskClass }) {
  const handed = [...task.works.keys()].filter((person) => workOf(task, person) !== null).length;
  const { title } = task.what;
  return (
    <li className="pcard">
      <h3 dir="auto">{title}</h3>
      <div className={`row wrap ${css.extras}`}>
        <a className="btn sm" href={`/play/${one.id}#tasks`} aria-label={t("tasks.look_named", { title })}>
          {t("tasks.look")}
        </a>
        <span className="small muted nums">{t("tasks.early_handed", { count: handed })}</span>
      </div>
    </li>
  );
}

export default function Tasks({ one, onClose }: { one: DeskClass; onClose: () => void }) {
  const { view, trouble, act } = usePlanned(one.id);
  const [drafts] = useState<Drafts>(() => new Map());
  const [writing, setWriting] = useState(false);
  const panel = view && { view, act, drafts, mode: "live" as const };
  return (
    <Dialog title={t("tasks.of_class", { title: one.title })} wide open onClose={onClose}>
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {!panel && !trouble && <Skeleton lines={4} label={t("tasks.title")} />}
      {panel && (
        <div className="stack">
          <Ready panel={panel} />
          {writing ? (
            <TaskForm
              panel={panel}
              done={() => {
                drafts.delete("task");
                setWriting(false);
              }}
            />
          ) : (
            <Button onPress={() => setWriting(true)}>{t("tasks.new")}</Button>
          )}
          {view.tasks.tasks.length > 0 && (
            <ul className="stack">
              {view.tasks.tasks.map((task) => (
                <Open key={task.task} task={task} one={one} />
              ))}
            </ul>
          )}
          {view.tasks.prepared.length + view.tasks.tasks.length === 0 && !writing && (
            <p className="small muted">{t("tasks.prepare_hint")}</p>
          )}
        </div>
      )}
    </Dialog>
  );
}
