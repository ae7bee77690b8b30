// A new poll: its kind, the question, the options; what is asked for less often is folded away.
import { Check, Plus, X } from "lucide-react";
import { useState } from "react";
import { Checkbox } from "react-aria-components";
import { t } from "../texts";
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

const KINDS: readonly Form[] = [
  "choice",
  "yesno",
  "letters",
  "text",
  "rating5",
  "rating10",
  "ranking",
  "cloud",
];
const FORMS = KINDS.map((form) => [form, t(`polls.form_${form}`)] as const);
const SHOWN: readonly Results[] = ["live", "end", "hidden"];
const RESULTS = SHOWN.map((when) => [when, t(`polls.shown_${when}`)] as const);
interface PartProps {
  draft: Draft;
  change: (next: Partial<Draft>) => void;
}

function RightButton({ number, right, press }: { number: number; right: boolean; press: () => void }) {
  return (
    <IconButton
      label={t("polls.option_is_right", { number })}
      kind="plain"
      aria-pressed={right}
      onPress={press}
    >
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
              label={t("polls.option", { number: index + 1 })}
              value={one.text}
              maxLength={200}
              onChange={(text) => write(one.key, { text })}
            />
          </div>
          {quiz && form === "choice" && (
            <RightButton
              number={index + 1}
              right={one.right}
              press={() => write(one.key, { right: !one.right })}
            />
          )}
          {options.length > 2 && (
            <IconButton
              label={t("polls.remove_option", { number: index + 1 })}
              onPress={() => change({ options: options.filter((other) => other.key !== one.key) })}
            >
              <X className="i" />
            </IconButton>
          )}
        </div>
      ))}
      {options.length < 10 && (
        <Button size="sm" kind="bare" onPress={() => change({ options: [...options, option()] })}>
          <Plus className="i s" /> {t("polls.add_option")}
        </Button>
      )}
      {quiz && form === "choice" && <p className="small muted">{t("polls.mark_hint")}</p>}
      {quiz && form === "ranking" && <p className="small muted">{t("polls.order_hint")}</p>}
    </div>
  );
}

/** The right one of Yes and No, or of A to E. */
function FixedRight({ draft, change }: PartProps) {
  const options = optionsOf(draft);
  return (
    <div className="row wrap" role="group" aria-label={t("polls.right_answer")}>
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
          label={t("polls.right_answers")}
          value={draft.typed}
          rows={2}
          onChange={(typed) => change({ typed })}
        />
      )}
      <TextField
        label={t("polls.why_right")}
        value={draft.explanation}
        maxLength={1000}
        rows={2}
        onChange={(explanation) => change({ explanation })}
      />
    </>
  );
}

function Settings({ draft, change }: PartProps) {
  const names = t(draft.anonymous ? "polls.without_names" : "polls.with_names");
  const said = { names, result: t(`polls.result_${draft.results}`) };
  const quiz = draft.quiz && hasRight(draft.form);
  // Whoever saw the others' answers to a quiz could still change their own.
  const ask = (quiz: boolean) =>
    change({ quiz, results: quiz && draft.results === "live" ? "end" : draft.results });
  return (
    <details className="fold">
      <summary>{t(quiz ? "polls.settings_quiz" : "polls.settings", said)}</summary>
      <div className="stack">
        {draft.form === "choice" && (
          <Tick on={draft.multiple} set={(multiple) => change({ multiple })}>
            {t("polls.allow_several")}
          </Tick>
        )}
        <Tick on={draft.anonymous} set={(anonymous) => change({ anonymous })}>
          {t("polls.anonymous")}
        </Tick>
        {hasRight(draft.form) && (
          <Tick on={draft.quiz} set={ask}>
            {t("polls.has_right_answer")}
          </Tick>
        )}
        <Select
          label={t("polls.result_is_shown")}
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
  start: label = t("polls.start_poll"),
}: Pick<PanelProps, "act" | "drafts"> & { onDone: () => void; start?: string }) {
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
      aria-label={t("polls.new_poll")}
      onSubmit={(event) => {
        event.preventDefault();
        if (lacks === "") void start();
      }}
    >
      <TextField
        label={t("polls.question")}
        value={draft.question}
        maxLength={500}
        onChange={(question) => change({ question })}
        autoFocus
      />
      <Select
        label={t("polls.answer_kind")}
        value={draft.form}
        options={FORMS}
        onChange={(form) => change({ form })}
      />
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
          {label}
        </Button>
        <Button kind="bare" onPress={onDone}>
          {t("polls.cancel")}
        </Button>
        {draft.question !== "" && lacks !== "" && <span className="small muted">{lacks}</span>}
      </div>
    </form>
  );
}
