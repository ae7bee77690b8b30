// One task: what is to be done, how far the reader is with it, and for those who lead what came.
import { ListTodo } from "lucide-react";
import { useEffect, useState } from "react";
import { isStaff } from "../../core/view/people";
import { isSentBack, metBy, type TaskView, workOf } from "../../core/view/tasks";
import { isOver } from "../../core/view/terms";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { leftClock } from "../../ui/clock";
import { Dialog } from "../../ui/Dialog";
import { Moment } from "../Moment";
import { type PanelProps, useMessagePanel } from "../props";
import { Words } from "../Words";
import { Feedback } from "./Feedback";
import { beforeWords, troubleOf } from "./giving";
import { HandInForm } from "./HandInForm";
import { Others } from "./Others";
import { TaskForm } from "./TaskForm";
import { WorkShown } from "./WorkShown";
import { Works } from "./Works";

interface Props {
  task: TaskView;
  panel: PanelProps;
}

/** How much of the time in class is left; counted while the class goes on. */
function InClass({ task, panel }: Props) {
  const { length } = task.what;
  const { openedAt, endedAt } = (panel.whole ?? panel.view).lesson;
  const ends = length === null || openedAt === null ? null : openedAt + task.at + length;
  const runs = panel.mode === "live" && endedAt === null && ends !== null;
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [runs]);
  if (length === null || ends === null) return null;
  if (!runs) return <span>{t("tasks.in_class", { count: Math.round(length / 60_000) })}</span>;
  if (now > ends) return <span>{t("tasks.time_over")}</span>;
  return (
    <span className="nums" role="timer" aria-live="off">
      {t("tasks.left", { time: leftClock(ends - now) })}
    </span>
  );
}

function State({ task, person }: { task: TaskView; person: string }) {
  if (isSentBack(task, person)) return <Chip tone="warn">{t("tasks.again")}</Chip>;
  if (task.said.get(person)?.verdict === "done") return <Chip tone="ok">{t("tasks.done")}</Chip>;
  if (metBy(task, person)) return <Chip tone="ok">{t("tasks.handed_in")}</Chip>;
  return <Chip tone="acc">{t("tasks.todo")}</Chip>;
}

/** One's own part in it. */
function Mine({ task, panel }: Props) {
  const { me, act, whole, view } = panel;
  const [changing, setChanging] = useState(false);
  const [asked, setAsked] = useState(false);
  const [trouble, setTrouble] = useState("");
  const message = useMessagePanel(panel);
  const own = workOf(task, me.person);
  const over = isOver(whole ?? view, me.person, Date.now());
  const takeBack = async () => {
    setAsked(false);
    setTrouble(troubleOf(await act({ do: "TakeBackWork", task: task.task })));
  };
  return (
    <>
      <Feedback task={task} person={me.person} people={panel.people} />
      {own && !changing && <WorkShown work={own} view={whole ?? view} panel={message} />}
      {over && !own && <p className="small muted">{t("tasks.closed")}</p>}
      {!over && (!own || changing) && (
        <HandInForm task={task} own={own} panel={panel} done={() => setChanging(false)} />
      )}
      {!over && own && !changing && (
        <div className="row wrap">
          <Button
            size="sm"
            kind={isSentBack(task, me.person) ? "go" : "plain"}
            onPress={() => setChanging(true)}
          >
            {t("tasks.change")}
          </Button>
          <Button size="sm" kind="bare" onPress={() => setAsked(true)}>
            {t("tasks.drop")}
          </Button>
        </div>
      )}
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {task.what.shared && <Others task={task} own={own} panel={panel} message={message} />}
      <Sure
        open={asked}
        title={t("tasks.take_back_sure")}
        means={t("tasks.take_back_means")}
        yes={() => void takeBack()}
        no={() => setAsked(false)}
      />
    </>
  );
}

interface SureProps {
  open: boolean;
  title: string;
  means: string;
  yes: () => void;
  no: () => void;
}

function Sure({ open, title, means, yes, no }: SureProps) {
  return (
    <Dialog
      title={title}
      role="alertdialog"
      open={open}
      onClose={no}
      actions={
        <>
          <Button onPress={no}>{t("polls.cancel")}</Button>
          <Button kind="stop" onPress={yes}>
            {t("tasks.drop")}
          </Button>
        </>
      }
    >
      <p>{means}</p>
    </Dialog>
  );
}

/** What those who lead do with it. */
function Lead({ task, panel, change }: Props & { change: () => void }) {
  const { act } = panel;
  const [asked, setAsked] = useState(false);
  const [trouble, setTrouble] = useState("");
  const { title } = task.what;
  const drop = async () => {
    setAsked(false);
    setTrouble(troubleOf(await act({ do: "DropTask", task: task.task })));
  };
  return (
    <>
      <Works task={task} panel={panel} />
      <div className="row wrap">
        <Button size="sm" kind="bare" aria-label={t("tasks.change_named", { title })} onPress={change}>
          {t("tasks.change")}
        </Button>
        <Button
          size="sm"
          kind="bare"
          aria-label={t("tasks.drop_named", { title })}
          onPress={() => setAsked(true)}
        >
          {t("tasks.drop")}
        </Button>
      </div>
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      <Sure
        open={asked}
        title={t("tasks.drop_title")}
        means={t("tasks.drop_means")}
        yes={() => void drop()}
        no={() => setAsked(false)}
      />
    </>
  );
}

export function TaskCard({ task, panel }: Props) {
  const { me, mode, seek } = panel;
  const [changing, setChanging] = useState(panel.drafts.has(`task:${task.task}`));
  const { what } = task;
  const leads = isStaff(me.role);
  const asked = beforeWords(panel.whole ?? panel.view, what);
  if (changing)
    return (
      <TaskForm
        panel={panel}
        known={{ task: task.task, what, ready: false }}
        done={() => {
          panel.drafts.delete(`task:${task.task}`);
          setChanging(false);
        }}
      />
    );
  return (
    <article className="pcard task" aria-label={what.title}>
      <div className="row wrap small muted">
        <ListTodo className="i s" aria-hidden="true" />
        <span>{t(`tasks.kind_${what.kind}`)}</span>
        {!what.counts && <span>{t("tasks.voluntary")}</span>}
        {asked && <span className="nums">{asked}</span>}
        <InClass task={task} panel={panel} />
        {task.early && !asked && panel.view.lesson.openedAt !== null && <span>{t("tasks.early")}</span>}
        {mode === "later" && seek && !task.early && <Moment at={task.at} seek={seek} />}
        <span className="grow" />
        {!leads && !me.looks && <State task={task} person={me.person} />}
      </div>
      <h3 dir="auto">{what.title}</h3>
      {what.text && (
        <p className="task-words" dir="auto">
          <Words text={what.text} />
        </p>
      )}
      {leads && <Lead task={task} panel={panel} change={() => setChanging(true)} />}
      {!leads && !me.looks && <Mine task={task} panel={panel} />}
    </article>
  );
}
