// The tasks of a class that comes: prepared from the desk, opened before class, and who has done them.
import { useCallback, useEffect, useMemo, useState } from "react";
import { api, type DeskClass, type TimelineAnswer } from "../../core/api";
import { Commands } from "../../core/commands";
import { ClassFiles } from "../../core/files";
import { Timeline } from "../../core/timeline";
import type { View } from "../../core/view/types";
import type { Drafts } from "../../panels/drafts";
import type { PanelProps } from "../../panels/props";
import { useStudents } from "../../panels/tasks/students";
import TasksPanel from "../../panels/tasks/TasksPanel";
import { t } from "../../texts";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/Skeleton";
import { problemWords } from "../playback/useClassroom";
import css from "./desk.module.css";

/** The class as it is planned, read again after everything that is done with it. */
function usePlanned(id: string) {
  const [planned, setPlanned] = useState<(Pick<TimelineAnswer, "me" | "people"> & { view: View }) | null>(
    null,
  );
  const [revision, setRevision] = useState(0);
  const [trouble, setTrouble] = useState("");
  const commands = useMemo(() => new Commands((order) => api.command(id, order)), [id]);
  const read = useCallback(async () => {
    try {
      const { entries, people, me } = await api.timeline(id, 0);
      const timeline = new Timeline();
      timeline.add(entries, people);
      setPlanned({ view: timeline.live(), people, me });
      setRevision((now) => now + 1);
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
  const files = useMemo(() => new ClassFiles(id, undefined), [id]);
  useEffect(() => () => files.close(), [files]);
  const students = useStudents(id, undefined, true, revision);
  return { planned, students, trouble, act, files };
}

export default function Tasks({ one, onClose }: { one: DeskClass; onClose: () => void }) {
  const { planned, students, trouble, act, files } = usePlanned(one.id);
  const [drafts] = useState<Drafts>(() => new Map());
  const panel: PanelProps | null = planned && {
    ...planned,
    people: { ...students, ...planned.people },
    students: Object.keys(students),
    act,
    drafts,
    files,
    mode: "live",
  };
  return (
    <Dialog title={t("tasks.of_class", { title: one.title })} wide open onClose={onClose}>
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {!panel && !trouble && <Skeleton lines={4} label={t("tasks.title")} />}
      {panel && (
        <div className={css.tasks}>
          <TasksPanel {...panel} />
        </div>
      )}
    </Dialog>
  );
}
