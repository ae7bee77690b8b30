// The ballot of a poll: options to choose, a scale, options to put in order, or words to write.
import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { Checkbox, CheckboxGroup, Label, Radio, RadioGroup } from "react-aria-components";
import type { BallotView, PollView } from "../core/view/types";
import { t } from "../texts";
import { Button, IconButton } from "../ui/Button";
import { TextField } from "../ui/TextField";
import type { PanelProps } from "./props";

interface Answer {
  choices: number[];
  texts: string[];
}
interface FieldProps {
  poll: PollView;
  answer: Answer;
  change: (answer: Answer) => void;
}

const WORDS = 3;
/** Also those of Arabic and Chinese keyboards. */
const COMMA = /[,،，、]/;

/** Yes and No, A to E, a scale: small enough to stand beside each other. */
const isShort = ({ kind, options, multiple }: PollView): boolean =>
  kind === "rating" || (!multiple && options.every((one) => one.length <= 4));

function Several({ poll, answer, change }: FieldProps) {
  return (
    <CheckboxGroup
      value={answer.choices.map(String)}
      onChange={(values) => change({ choices: values.map(Number), texts: [] })}
      className="choices"
    >
      <Label className="small muted">{t("polls.choose_several")}</Label>
      {poll.options.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: options are known by their number
        <Checkbox key={index} value={String(index)} className="choice">
          <span className="mark box" aria-hidden="true" />
          <span dir="auto">{text}</span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}

function One({ poll, answer, change }: FieldProps) {
  const [chosen] = answer.choices;
  return (
    <RadioGroup
      value={chosen === undefined ? null : String(chosen)}
      onChange={(value) => change({ choices: [Number(value)], texts: [] })}
      className={`choices${isShort(poll) ? " short" : ""}${poll.kind === "rating" ? " scale" : ""}`}
    >
      <Label className="small muted">
        {poll.kind === "rating"
          ? t("polls.choose_from", { count: poll.options.length })
          : t("polls.choose_one")}
      </Label>
      {poll.options.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: options are known by their number
        <Radio key={index} value={String(index)} className="choice">
          <span className="mark" aria-hidden="true" />
          <span dir="auto">{text}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

function InOrder({ poll, answer, change }: FieldProps) {
  const [said, setSaid] = useState("");
  const order = answer.choices;
  const move = (place: number, by: number) => {
    const next = [...order];
    next.splice(place + by, 0, ...next.splice(place, 1));
    change({ choices: next, texts: [] });
    const option = poll.options[order[place] ?? 0] ?? "";
    setSaid(t("polls.is_number", { option, place: place + by + 1, count: order.length }));
  };
  return (
    <div className="stack">
      <p className="small muted">{t("polls.put_in_order")}</p>
      <ol className="ranks">
        {order.map((choice, place) => (
          <li key={choice} className="row">
            <span className="nums muted">{place + 1}</span>
            <span className="grow" dir="auto">
              {poll.options[choice]}
            </span>
            <IconButton
              size="sm"
              label={t("polls.move_up", { option: poll.options[choice] ?? "" })}
              isDisabled={place === 0}
              onPress={() => move(place, -1)}
            >
              <ArrowUp className="i s" aria-hidden="true" />
            </IconButton>
            <IconButton
              size="sm"
              label={t("polls.move_down", { option: poll.options[choice] ?? "" })}
              isDisabled={place === order.length - 1}
              onPress={() => move(place, 1)}
            >
              <ArrowDown className="i s" aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ol>
      <span className="vh" role="status">
        {said}
      </span>
    </div>
  );
}

function Typed({ poll, answer, change }: FieldProps) {
  const cloud = poll.kind === "cloud";
  return (
    <div className="answer-field">
      <TextField
        label={t(cloud ? "polls.your_words" : "polls.write_answer")}
        hint={cloud ? t("polls.words_hint", { count: WORDS }) : undefined}
        value={answer.texts.join(",")}
        maxLength={cloud ? WORDS * 42 : 300}
        rows={cloud ? undefined : 2}
        onChange={(text) => change({ choices: [], texts: cloud ? text.split(COMMA) : [text] })}
      />
    </div>
  );
}

const FIELDS = { choice: One, rating: One, ranking: InOrder, text: Typed, cloud: Typed };

interface Props extends Pick<PanelProps, "act" | "mode"> {
  poll: PollView;
  /** What was answered before, while it can be changed. */
  own: BallotView | undefined;
  onSent: () => void;
  onCancel?: () => void;
}

export function Ballot({ poll, own, act, mode, onSent, onCancel }: Props) {
  const [answer, setAnswer] = useState<Answer>(() => ({
    choices: [...(own?.choices ?? (poll.kind === "ranking" ? poll.options.keys() : []))],
    texts: [...(own?.texts ?? [])],
  }));
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState("");
  const texts = answer.texts.map((text) => text.trim()).filter(Boolean);
  const vote = async () => {
    setSending(true);
    const outcome = await act({ do: "Vote", poll: poll.poll, choices: answer.choices, texts });
    setSending(false);
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
    if (outcome.ok) onSent();
  };
  const Field = poll.multiple ? Several : FIELDS[poll.kind];
  const verb = texts.length > 0 || poll.kind === "text" || poll.kind === "cloud" ? "send" : "vote";
  const later = mode === "later" && poll.endedAt !== null;
  return (
    <div className="ballot">
      <Field poll={poll} answer={answer} change={setAnswer} />
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      <div className="row">
        <Button
          kind="go"
          size="sm"
          isDisabled={answer.choices.length + texts.length === 0 || sending}
          onPress={() => void vote()}
        >
          {t(later ? `polls.cast_later_${verb}` : `polls.cast_${verb}`)}
        </Button>
        {onCancel && (
          <Button kind="bare" size="sm" onPress={onCancel}>
            {t("polls.leave_it")}
          </Button>
        )}
      </div>
    </div>
  );
}
