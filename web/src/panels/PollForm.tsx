// A new poll: its kind, the question, the options; what is asked for less often is folded away.
import { Check, Plus, X } from "lucide-react";
import { useState } from "react";
import { Checkbox } from "react-aria-components";
import { Button, IconButton } from "../ui/Button";
import { Select } from "../ui/Select";
import { TextField } from "../ui/TextField";
import { useDraft } from "./drafts";
import {
  asked,
  type Draft,
  emptyDraft,
  FIXED,
  type Form,
  hasRight,
  missing,
  type Option,
  option,
  optionsOf,
  type Results,
} from "./pollDraft";
import type { PanelProps } from "./props";

const FORMS: readonly (readonly [Form, string])[] = [
  ["choice", "Choices"],
  ["yesno", "Yes or no"],
  ["letters", "A to E"],
  ["text", "Typed answer"],
  ["rating5", "Rating from 1 to 5"],
  ["rating10", "Rating from 1 to 10"],
  ["ranking", "Put in order"],
  ["cloud", "Word cloud"],
];
const RESULTS: readonly (readonly [Results, string])[] = [
  ["live", "to whoever has answered, and to all at the end"],
  ["end", "to all when the poll ends"],
  ["hidden", "only to those who lead, until I show it"],
];
const SAID: Record<Results, string> = { live: "as it comes", end: "at the end", hidden: "hidden" };
interface PartProps {
  draft: Draft;
  change: (next: Partial<Draft>) => void;
}

function RightButton({ name, right, press }: { name: string; right: boolean; press: () => void }) {
  return (
    <IconButton label={`${name} is right`} kind="plain" aria-pressed={right} onPress={press}>
      <Check className="i" aria-hidden="true" />
    </IconButton>
  );
}

function OptionFields({ draft, change }: PartProps) {
  const { options, quiz, form } = draft;
  const write = (key: string, next: Partial<Option>) =>
    change({ options: options.map((one) => (one.key === key ? { ...one, ...next } : one)) });
  return (
    <div className="stack">
      {options.map((one, index) => (
        <div className="row end" key={one.key}>
          <div className="grow">
            <TextField
              label={`Option ${index + 1}`}
              value={one.text}
              maxLength={200}
              onChange={(text) => write(one.key, { text })}
            />
          </div>
          {quiz && form === "choice" && (
            <RightButton
              name={`Option ${index + 1}`}
              right={one.right}
              press={() => write(one.key, { right: !one.right })}
            />
          )}
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
      {quiz && form === "choice" && (
        <p className="small muted">The mark beside an option says that it is right.</p>
      )}
      {quiz && form === "ranking" && <p className="small muted">The order above is the right one.</p>}
    </div>
  );
}

/** The right one of Yes and No, or of A to E. */
function FixedRight({ draft, change }: PartProps) {
  const options = optionsOf(draft);
  return (
    <div className="row wrap" role="group" aria-label="Right answer">
      {options.map((one, index) => (
        <Button
          key={one.key}
          size="sm"
          aria-pressed={one.right}
          onPress={() => change({ options: options.map((other, at) => ({ ...other, right: at === index })) })}
        >
          {one.text}
        </Button>
      ))}
    </div>
  );
}

function Tick({ on, set, children }: { on: boolean; set: (on: boolean) => void; children: string }) {
  return (
    <Checkbox className="choice" isSelected={on} onChange={set}>
      <span className="mark box" aria-hidden="true" />
      <span>{children}</span>
    </Checkbox>
  );
}

function Right({ draft, change }: PartProps) {
  return (
    <>
      {FIXED[draft.form] && <FixedRight draft={draft} change={change} />}
      {draft.form === "text" && (
        <TextField
          label="Right answers, a line each"
          value={draft.typed}
          rows={2}
          onChange={(typed) => change({ typed })}
        />
      )}
      <TextField
        label="Why it is right (shown at the end)"
        value={draft.explanation}
        maxLength={1000}
        rows={2}
        onChange={(explanation) => change({ explanation })}
      />
    </>
  );
}

function Settings({ draft, change }: PartProps) {
  const said = [
    draft.anonymous ? "without names" : "with names",
    `result ${SAID[draft.results]}`,
    ...(draft.quiz && hasRight(draft.form) ? ["quiz"] : []),
  ].join(", ");
  // Whoever saw the others' answers to a quiz could still change their own.
  const ask = (quiz: boolean) =>
    change({ quiz, results: quiz && draft.results === "live" ? "end" : draft.results });
  return (
    <details className="fold">
      <summary>Settings: {said}</summary>
      <div className="stack">
        {draft.form === "choice" && (
          <Tick on={draft.multiple} set={(multiple) => change({ multiple })}>
            Several answers allowed
          </Tick>
        )}
        <Tick on={draft.anonymous} set={(anonymous) => change({ anonymous })}>
          Without names, also for those who lead
        </Tick>
        {hasRight(draft.form) && (
          <Tick on={draft.quiz} set={ask}>
            There is a right answer
          </Tick>
        )}
        <Select
          label="The result is shown"
          value={draft.results}
          options={RESULTS}
          onChange={(results) => change({ results })}
        />
      </div>
    </details>
  );
}

export default function PollForm({
  act,
  drafts,
  onDone,
}: Pick<PanelProps, "act" | "drafts"> & { onDone: () => void }) {
  const [draft, setDraft] = useDraft(drafts, "poll", emptyDraft);
  const [trouble, setTrouble] = useState("");
  const change = (next: Partial<Draft>) => setDraft({ ...draft, ...next });
  const lacks = missing(draft);
  const listed = draft.form === "choice" || draft.form === "ranking";
  const start = async () => {
    const outcome = await act(asked(draft));
    if (outcome.ok) onDone();
    else setTrouble(`${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <form
      className="pcard stack"
      aria-label="New poll"
      onSubmit={(event) => {
        event.preventDefault();
        if (lacks === "") void start();
      }}
    >
      <TextField
        label="Question"
        value={draft.question}
        maxLength={500}
        onChange={(question) => change({ question })}
        autoFocus
      />
      <Select label="Answer" value={draft.form} options={FORMS} onChange={(form) => change({ form })} />
      {listed && <OptionFields draft={draft} change={change} />}
      {draft.quiz && hasRight(draft.form) && <Right draft={draft} change={change} />}
      <Settings draft={draft} change={change} />
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      <div className="row">
        <Button kind="go" type="submit" isDisabled={lacks !== ""}>
          Start poll
        </Button>
        <Button kind="bare" onPress={onDone}>
          Cancel
        </Button>
        {draft.question !== "" && lacks !== "" && <span className="small muted">{lacks}</span>}
      </div>
    </form>
  );
}
