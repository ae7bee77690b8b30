// Tasks that stand ready: given by a press, changed, or thrown away.
import { Pencil, Play, Trash2 } from "lucide-react";
import { useState } from "react";
import type { TasksView } from "../../core/view/tasks";
import { t } from "../../texts";
import { Button, IconButton } from "../../ui/Button";
import type { PanelProps } from "../props";
import { giveWords, troubleOf } from "./giving";
import { TaskForm } from "./TaskForm";

type Panel = Pick<PanelProps, "view" | "whole" | "act" | "drafts" | "mode" | "position">;

function Row({ one, panel }: { one: TasksView["prepared"][number]; panel: Panel }) {
  const { act, whole, view } = panel;
  const [writing, setWriting] = useState(panel.drafts.has(`task:${one.task}`));
  const [trouble, setTrouble] = useState("");
  const { task, what } = one;
  const { title } = what;
  const give = giveWords(whole ?? view, panel, what.kind);
  if (writing)
    return (
      <li>
        <TaskForm
          panel={panel}
          known={{ ...one, ready: true }}
          done={() => {
            panel.drafts.delete(`task:${task}`);
            setWriting(false);
          }}
        />
      </li>
    );
  return (
    <li>
      <div className="row">
        <b className="grow" dir="auto">
          {title}
        </b>
        <IconButton label={t("tasks.change_named", { title })} size="sm" onPress={() => setWriting(true)}>
          <Pencil className="i s" />
        </IconButton>
        <IconButton
          label={t("tasks.drop_named", { title })}
          size="sm"
          onPress={() => void act({ do: "DropTask", task }).then((outcome) => setTrouble(troubleOf(outcome)))}
        >
          <Trash2 className="i s" />
        </IconButton>
      </div>
      {give && (
        <Button
          size="sm"
          aria-label={`${give}: ${title}`}
          onPress={() =>
            void act({ do: "GiveTask", task, what }).then((outcome) => setTrouble(troubleOf(outcome)))
          }
        >
          <Play className="i s" aria-hidden="true" /> {give}
        </Button>
      )}
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
    </li>
  );
}

export function Ready({ panel }: { panel: Panel }) {
  const { prepared } = (panel.whole ?? panel.view).tasks;
  if (prepared.length === 0) return null;
  return (
    <section className="ready" aria-label={t("tasks.prepared")}>
      <h3>
        {t("tasks.prepared")} <span className="muted nums">{prepared.length}</span>
      </h3>
      <ul>
        {prepared.map((one) => (
          <Row key={one.task} one={one} panel={panel} />
        ))}
      </ul>
    </section>
  );
}
