// The tasks of a class that has not begun: students do what is open already, those who lead open it and see who has.
import { useEffect, useRef } from "react";
import type { TimelineAnswer } from "../../core/api";
import { isStaff } from "../../core/view/people";
import type { Drafts } from "../../panels/drafts";
import { useStudents } from "../../panels/tasks/students";
import TasksPanel from "../../panels/tasks/TasksPanel";
import { t } from "../../texts";
import css from "./playback.module.css";
import type { Classroom } from "./useClassroom";

interface Props {
  first: TimelineAnswer;
  room: Classroom;
  drafts: Drafts;
}

export default function BeforeTasks({ first, room, drafts }: Props) {
  const { id, token, timeline, act, files, revision } = room;
  const students = useStudents(id, token, isStaff(first.me.role), revision);
  const here = useRef<HTMLElement>(null);
  useEffect(() => {
    if (location.hash === "#tasks") here.current?.scrollIntoView();
  }, []);
  return (
    <section ref={here} className={`${css.planned} ${css.beforeTasks}`} aria-label={t("tasks.before_class")}>
      <h2>{t("tasks.before_class")}</h2>
      <TasksPanel
        view={timeline.live()}
        people={{ ...students, ...timeline.people }}
        students={Object.keys(students)}
        me={first.me}
        mode="live"
        act={act}
        drafts={drafts}
        files={files}
      />
    </section>
  );
}
