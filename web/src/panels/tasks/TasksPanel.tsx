// All tasks of the class: students hand in, those who lead prepare and give them and read what came.
import { ListTodo } from "lucide-react";
import { useState } from "react";
import { acceptedBy } from "../../core/view/notes";
import { isStaff } from "../../core/view/people";
import { givenBy } from "../../core/view/tasks";
import { newestSaid } from "../../core/view/works";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { type PanelProps, useSeen } from "../props";
import { Ready } from "./Ready";
import { useStudents } from "./students";
import { TaskCard } from "./TaskCard";
import { TaskForm } from "./TaskForm";
import "../panels.css";
import "./tasks.css";

/** Comments or questions are asked for by the terms of the class, comments by its rules for them: told in the same place. */
function Posts({ view, whole, me }: PanelProps) {
  const { notes, questions, terms } = whole ?? view;
  const { posts } = terms.terms;
  const { required } = notes.rules;
  if (posts === 0 && required === 0) return null;
  const comments = acceptedBy(notes, me.person);
  const asked = questions.questions.filter((one) => one.by === me.person && !one.redacted).length;
  const leads = isStaff(me.role);
  return (
    <article className="pcard posts" aria-label={t("tasks.posts")}>
      <h3>{t("tasks.posts")}</h3>
      {posts > 0 && (
        <p className="small muted">
          {leads
            ? t("tasks.posts_all", { count: posts })
            : t("late.posts", { count: comments + asked, needed: posts })}
        </p>
      )}
      {required > 0 && (
        <p className="small muted">
          {leads
            ? `${t("comments.required")}: ${required}`
            : t("comments.asked", { done: Math.min(required, comments), required })}
        </p>
      )}
    </article>
  );
}

export default function TasksPanel(panel: PanelProps) {
  const { view, whole, me, mode, drafts } = panel;
  const [writing, setWriting] = useState(drafts.has("task"));
  const known = whole ?? view;
  const leads = isStaff(me.role);
  useSeen("ReadFeedback", known.tasks.read, newestSaid(known.tasks, me.person), panel);
  // Those who lead look through all works, wherever the recording stands.
  const given = givenBy(leads ? known.tasks : view.tasks, known.tasks);
  const later = known.tasks.tasks.length - given.length;
  const started = known.lesson.openedAt !== null;
  const students = useStudents(panel.files, leads && !started, known.tasks);
  const everybody = { ...panel, people: { ...students, ...panel.people }, students: Object.keys(students) };
  const done = () => {
    drafts.delete("task");
    setWriting(false);
  };
  return (
    <div className="panel-body scroll">
      {leads && !writing && (
        <Button kind={given.length === 0 ? "go" : "plain"} onPress={() => setWriting(true)}>
          {t("tasks.new")}
        </Button>
      )}
      {leads && writing && <TaskForm panel={panel} done={done} />}
      {leads && <Ready panel={panel} />}
      {started && !me.looks && <Posts {...panel} />}
      {given.length === 0 && !writing && known.tasks.prepared.length === 0 && (
        <Empty
          icon={<ListTodo className="i" aria-hidden="true" />}
          title={t(mode === "live" ? "tasks.none_yet" : "tasks.none_here")}
        >
          {t(leads ? (started ? "tasks.none_hint_leads" : "tasks.prepare_hint") : "tasks.none_hint")}
        </Empty>
      )}
      {given.map((task) => (
        <TaskCard key={task.task} task={task} panel={everybody} />
      ))}
      {later > 0 && <p className="small muted">{t("tasks.more_later", { count: later })}</p>}
    </div>
  );
}
