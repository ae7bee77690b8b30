// For those who lead: who has handed in and who has not, each work, and what they say to it.
import { useState } from "react";
import { isStaff } from "../../core/view/people";
import { isSentBack, type TaskView, workOf } from "../../core/view/tasks";
import { unanswered } from "../../core/view/works";
import { locale, t } from "../../texts";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { TextField } from "../../ui/TextField";
import type { FeedbackGiven } from "../../wire";
import { useDraft } from "../drafts";
import { nameOf, type PanelProps, useMessagePanel } from "../props";
import { Feedback } from "./Feedback";
import { troubleOf } from "./giving";
import { WorkShown } from "./WorkShown";

interface Props {
  task: TaskView;
  panel: PanelProps;
}

function State({ task, person }: { task: TaskView; person: string }) {
  const work = workOf(task, person);
  const said = task.said.get(person);
  if (isSentBack(task, person)) return <Chip tone="warn">{t("tasks.again")}</Chip>;
  if (said?.verdict === "done") return <Chip tone="ok">{t("tasks.done")}</Chip>;
  if (!work) return <Chip>{t("tasks.not_yet")}</Chip>;
  return <Chip tone="acc">{t(said ? "tasks.changed_since" : "tasks.handed_in")}</Chip>;
}

function Say({ task, person, panel }: Props & { person: string }) {
  const { act, drafts, people } = panel;
  const key = `feedback:${task.task}:${person}`;
  const [text, setText] = useDraft(drafts, key, () => "");
  const [trouble, setTrouble] = useState("");
  const handed = workOf(task, person) !== null;
  const say = async (verdict: FeedbackGiven["verdict"]) => {
    const outcome = await act({ do: "GiveFeedback", task: task.task, person, text: text.trim(), verdict });
    setTrouble(troubleOf(outcome));
    if (!outcome.ok) return;
    drafts.delete(key);
    setText("");
  };
  return (
    <div className="stack">
      <TextField
        label={t("tasks.feedback_for", { name: nameOf(people, person) })}
        value={text}
        maxLength={10_000}
        rows={2}
        onChange={setText}
        error={trouble}
      />
      <div className="row wrap">
        <Button size="sm" onPress={() => void say("done")}>
          {t("tasks.mark_done")}
        </Button>
        {handed && (
          <>
            <Button size="sm" onPress={() => void say("again")}>
              {t("tasks.mark_again")}
            </Button>
            <Button size="sm" kind="bare" isDisabled={!text.trim()} onPress={() => void say("seen")}>
              {t("tasks.send")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function Row({ task, person, panel }: Props & { person: string }) {
  const [open, setOpen] = useState(false);
  const message = useMessagePanel(panel);
  const work = workOf(task, person);
  return (
    <li>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className="grow clip" dir="auto">
            {nameOf(panel.people, person)}
          </span>
          <State task={task} person={person} />
        </summary>
        {open && (
          <div className="stack">
            {work && <WorkShown work={work} view={panel.whole ?? panel.view} panel={message} />}
            <Feedback task={task} person={person} people={panel.people} />
            <Say task={task} person={person} panel={panel} />
          </div>
        )}
      </details>
    </li>
  );
}

export function Works({ task, panel }: Props) {
  const { people, view, whole, students = [] } = panel;
  const here = [...(whole ?? view).people.byId.values()].filter((one) => !isStaff(one.role));
  const all = [
    ...new Set([...here.map((one) => one.id), ...students, ...task.works.keys(), ...task.said.keys()]),
  ];
  const handed = all.filter((person) => workOf(task, person) !== null);
  const early = handed.filter((person) => workOf(task, person)?.early).length;
  const fresh = unanswered(task);
  const order = (a: string, b: string) =>
    Number(fresh.includes(b)) - Number(fresh.includes(a)) ||
    Number(handed.includes(b)) - Number(handed.includes(a)) ||
    nameOf(people, a).localeCompare(nameOf(people, b), locale());
  return (
    <details className="fold works">
      <summary className="nums">
        {t("tasks.works", { count: handed.length, all: all.length })}
        {early > 0 && (whole ?? view).lesson.openedAt !== null && (
          <> · {t("tasks.early_count", { count: early })}</>
        )}
        {fresh.length > 0 && <Chip tone="acc">{t("tasks.to_look_at", { count: fresh.length })}</Chip>}
      </summary>
      <ul>
        {all.sort(order).map((person) => (
          <Row key={person} task={task} person={person} panel={panel} />
        ))}
      </ul>
    </details>
  );
}
