// All polls of the class; those who lead put a new question.
import { ChartBarBig, Plus, X } from "lucide-react";
import { useState } from "react";
import { Checkbox } from "react-aria-components";
import { newId } from "../core/api";
import { may } from "../core/view/rights";
import { Button, IconButton } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { TextField } from "../ui/TextField";
import { useDraft } from "./drafts";
import { PollCard } from "./PollCard";
import type { PanelProps } from "./props";
import "./panels.css";

interface Draft {
  question: string;
  options: { key: string; text: string }[];
  multiple: boolean;
}
const option = () => ({ key: newId("o"), text: "" });
const empty = (): Draft => ({ question: "", options: [option(), option()], multiple: false });

function OptionFields({ draft, change }: { draft: Draft; change: (next: Partial<Draft>) => void }) {
  const { options } = draft;
  const write = (key: string, text: string) =>
    change({ options: options.map((one) => (one.key === key ? { key, text } : one)) });
  return (
    <div className="stack">
      {options.map((one, index) => (
        <div className="row end" key={one.key}>
          <div className="grow">
            <TextField
              label={`Option ${index + 1}`}
              value={one.text}
              maxLength={200}
              onChange={(text) => write(one.key, text)}
            />
          </div>
          {options.length > 2 && (
            <IconButton
              label={`Remove number ${index + 1}`}
              onPress={() => change({ options: options.filter((other) => other.key !== one.key) })}
            >
              <X className="i" />
            </IconButton>
          )}
        </div>
      ))}
      {options.length < 10 && (
        <Button size="sm" kind="bare" onPress={() => change({ options: [...options, option()] })}>
          <Plus className="i s" /> Add option
        </Button>
      )}
    </div>
  );
}

function NewPoll({ act, drafts, onDone }: Pick<PanelProps, "act" | "drafts"> & { onDone: () => void }) {
  const [draft, setDraft] = useDraft(drafts, "poll", empty);
  const [trouble, setTrouble] = useState("");
  const change = (next: Partial<Draft>) => setDraft({ ...draft, ...next });
  const options = draft.options.map((one) => one.text.trim()).filter(Boolean);
  const start = async () => {
    const question = draft.question.trim();
    const outcome = await act({
      do: "OpenPoll",
      poll: newId("p"),
      question,
      options,
      multiple: draft.multiple,
    });
    if (outcome.ok) onDone();
    else setTrouble(`${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <form
      className="pcard stack"
      aria-label="New poll"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <TextField
        label="Question"
        value={draft.question}
        maxLength={500}
        onChange={(question) => change({ question })}
        autoFocus
      />
      <OptionFields draft={draft} change={change} />
      <Checkbox className="choice" isSelected={draft.multiple} onChange={(multiple) => change({ multiple })}>
        <span className="mark box" aria-hidden="true" />
        <span>Several answers allowed</span>
      </Checkbox>
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      <div className="row">
        <Button kind="go" type="submit" isDisabled={!draft.question.trim() || options.length < 2}>
          Start poll
        </Button>
        <Button kind="bare" onPress={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

export function PollsPanel(panel: PanelProps) {
  const { view, me, mode, act, drafts } = panel;
  const [writing, setWriting] = useState(drafts.has("poll"));
  const done = () => {
    drafts.delete("poll");
    setWriting(false);
  };
  const polls = [...view.polls.polls].reverse();
  const leads = mode === "live" && may(view, me, "start_polls");
  return (
    <div className="panel-body scroll">
      {leads && !writing && (
        <Button kind={polls.length ? "plain" : "go"} onPress={() => setWriting(true)}>
          <Plus className="i s" /> New poll
        </Button>
      )}
      {leads && writing && <NewPoll act={act} drafts={drafts} onDone={done} />}
      {polls.length === 0 && !writing && (
        <Empty
          icon={<ChartBarBig className="i" aria-hidden="true" />}
          title={mode === "live" ? "No poll yet" : "No poll up to this moment"}
        >
          {leads
            ? "Ask the class something. Those who are absent vote later, and their votes count."
            : "When the teacher asks, you vote here. Those who come later vote too."}
        </Empty>
      )}
      {polls.map((poll) => (
        <PollCard key={poll.poll} poll={poll} {...panel} />
      ))}
    </div>
  );
}
