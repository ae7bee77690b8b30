// A task as a form: a new one is kept ready or given, one that is known is changed.
import { useState } from "react";
import { Checkbox } from "react-aria-components";
import { newId } from "../../core/api";
import type { Todo } from "../../core/view/tasks";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import type { Assignment } from "../../wire";
import { useDraft } from "../drafts";
import type { PanelProps } from "../props";
import { giveWords, troubleOf } from "./giving";

const KINDS = (["text", "file", "board"] as const).map((kind) => [kind, t(`tasks.kind_${kind}`)] as const);
const MINUTE = 60_000;
const TIMES = ["0", "5", "10", "15", "20", "30", "45", "60"];

const nothing = (): Todo => ({
  title: "",
  text: "",
  kind: "text",
  length: null,
  counts: true,
  shared: false,
  before: false,
});

function Tick({ on, set, children }: { on: boolean; set: (on: boolean) => void; children: string }) {
  return (
    <Checkbox className="choice" isSelected={on} onChange={set}>
      <span className="mark box" aria-hidden="true" />
      <span>{children}</span>
    </Checkbox>
  );
}

interface Props {
  panel: Pick<PanelProps, "view" | "whole" | "act" | "drafts" | "mode" | "position">;
  done: () => void;
  /** One that is known: `ready` while it was not given. */
  known?: { task: string; what: Todo; ready: boolean };
}

export function TaskForm({ panel, done, known }: Props) {
  const { act, drafts, whole, view } = panel;
  const [what, setWhat] = useDraft<Todo>(
    drafts,
    known ? `task:${known.task}` : "task",
    () => known?.what ?? nothing(),
  );
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const change = (next: Partial<Todo>) => setWhat({ ...what, ...next });
  const task = known?.task ?? newId("t");
  const minutes = what.length === null ? "0" : String(Math.round(what.length / MINUTE));
  const times = TIMES.includes(minutes) ? TIMES : [...TIMES, minutes];
  const give = known && !known.ready ? t("chat.save") : giveWords(whole ?? view, panel, what.kind);
  const send = async (command: "GiveTask" | "PrepareTask") => {
    setBusy(true);
    const told: Assignment = { ...what, title: what.title.trim(), text: what.text.trim() };
    const outcome = await act({ do: command, task, what: told });
    setBusy(false);
    if (!outcome.ok) return setTrouble(troubleOf(outcome));
    drafts.delete(known ? `task:${known.task}` : "task");
    done();
  };
  const ready = !known || known.ready;
  return (
    <form
      className="pcard stack"
      aria-label={known ? t("tasks.change_named", { title: known.what.title }) : t("tasks.new")}
      onSubmit={(event) => {
        event.preventDefault();
        if (what.title.trim() && !busy) void send(give && !known?.ready ? "GiveTask" : "PrepareTask");
      }}
    >
      <TextField
        label={t("tasks.name")}
        value={what.title}
        maxLength={200}
        onChange={(title) => change({ title })}
        autoFocus
      />
      <TextField
        label={t("tasks.what")}
        hint={t("tasks.what_hint")}
        value={what.text}
        maxLength={10_000}
        rows={4}
        onChange={(text) => change({ text })}
      />
      <Select
        label={t("tasks.kind")}
        value={what.kind}
        options={KINDS}
        onChange={(kind) => change({ kind })}
      />
      <Select
        label={t("tasks.time")}
        value={minutes}
        options={times.map((count) => [
          count,
          count === "0" ? t("tasks.no_time") : t("tasks.minutes", { count }),
        ])}
        onChange={(count) => change({ length: count === "0" ? null : Number(count) * MINUTE })}
      />
      <div>
        <Tick on={what.counts} set={(counts) => change({ counts })}>
          {t("tasks.counts")}
        </Tick>
        <Tick on={what.shared} set={(shared) => change({ shared })}>
          {t("tasks.shared")}
        </Tick>
        {((whole ?? view).lesson.openedAt === null || what.before) && what.kind !== "board" && (
          <Tick on={what.before} set={(before) => change({ before })}>
            {t("tasks.before")}
          </Tick>
        )}
      </div>
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      <div className="row wrap">
        {give && !known?.ready && (
          <Button kind="go" type="submit" isDisabled={!what.title.trim() || busy}>
            {give}
          </Button>
        )}
        {ready && (
          <Button
            kind={give && !known ? "plain" : "go"}
            isDisabled={!what.title.trim() || busy}
            onPress={() => void send("PrepareTask")}
          >
            {known ? t("chat.save") : t("tasks.keep")}
          </Button>
        )}
        <Button kind="bare" onPress={done}>
          {t("polls.cancel")}
        </Button>
      </div>
    </form>
  );
}
