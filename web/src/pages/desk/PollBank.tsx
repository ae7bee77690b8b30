// The poll bank of a course: written or pasted as text, added from a CSV file, shown as it will be asked.
import { Check } from "lucide-react";
import { useEffect, useState } from "react";
import { FileTrigger } from "react-aria-components";
import { ApiError, api, type Desk, type Prepared } from "../../core/api";
import { faultOf, keepNames, readPolls, withMore, writeText } from "../../core/bank";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/Skeleton";
import { TextField } from "../../ui/TextField";
import css from "./desk.module.css";

const EXAMPLE = `Which part must be heavy?
a) Keystone
*b) Abutments
Why: they take the push

What pulls the tide?
= The Moon

How sure are you? [rating, anonymous]`;

const KINDS: Record<Prepared["kind"], string> = {
  choice: "Choices",
  text: "Typed answer",
  rating: "Rating",
  ranking: "Put in order",
  cloud: "Word cloud",
};

function about(poll: Prepared): string {
  const words = [KINDS[poll.kind]];
  if (poll.kind === "rating") words[0] = `Rating from 1 to ${poll.options.length}`;
  if (poll.multiple) words.push("several answers");
  if (poll.anonymous) words.push("without names");
  if (poll.right.length + poll.right_texts.length > 0) words.push("quiz");
  return words.join(" · ");
}

function Preview({ polls }: { polls: readonly Prepared[] }) {
  return (
    <ol className={css.bank}>
      {polls.map((poll, number) => {
        const fault = faultOf(poll);
        return (
          <li key={poll.poll}>
            <b>
              {number + 1}. {poll.question || "?"}
            </b>
            <span className="small muted">{about(poll)}</span>
            {poll.kind !== "rating" && poll.options.length > 0 && (
              <span className="small">
                {poll.options.map((text, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: options are known by their number
                  <span key={index}>
                    {index > 0 && " · "}
                    {text}
                    {poll.kind !== "ranking" && poll.right.includes(index) && (
                      <>
                        {" "}
                        <Check className="i s" aria-hidden="true" />
                        <span className="vh">, right</span>
                      </>
                    )}
                  </span>
                ))}
              </span>
            )}
            {fault && (
              <span className="field-error" role="alert">
                {fault}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

const words = (problem: unknown): string =>
  problem instanceof ApiError ? `${problem.message} ${problem.next}` : "That did not work. Try again.";

interface Props {
  desk: Desk;
  course: string;
  onClose: () => void;
}

export function PollBank({ desk, course, onClose }: Props) {
  const [before, setBefore] = useState<readonly Prepared[] | null>(null);
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    api.prepared(course).then(
      (polls) => {
        setBefore(polls);
        setText(writeText(polls));
      },
      (problem: unknown) => {
        setBefore([]);
        setWrong(words(problem));
      },
    );
  }, [course]);
  const [polls, setPolls] = useState<readonly Prepared[]>([]);
  useEffect(() => setPolls(keepNames(readPolls(text), before ?? [])), [text, before]);
  const faulty = polls.some((poll) => faultOf(poll) !== "");
  const title = desk.courses.find((one) => one.id === course)?.title ?? "";
  const save = async () => {
    setBusy(true);
    try {
      await api.prepare(course, polls);
      onClose();
    } catch (problem) {
      setWrong(words(problem));
      setBusy(false);
    }
  };
  const add = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    const found = await file.text();
    setText((now) => withMore(now, found));
  };
  return (
    <Dialog
      title={`Polls of ${title}`}
      wide
      open
      onClose={onClose}
      actions={
        <>
          <FileTrigger
            acceptedFileTypes={[".csv", ".tsv", ".txt", "text/csv"]}
            onSelect={(files) => void add(files)}
          >
            <Button>Add from a CSV file</Button>
          </FileTrigger>
          <Button kind="go" isDisabled={busy || before === null || faulty} onPress={() => void save()}>
            {polls.length === 1 ? "Save 1 poll" : `Save ${polls.length} polls`}
          </Button>
        </>
      }
    >
      <p className="muted">
        Write or paste questions. In class you start them from the Polls panel, or the next one with the key
        N.
      </p>
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      {before === null ? (
        <Skeleton lines={4} label="The polls are on their way" />
      ) : (
        <div className={css.paste}>
          <TextField
            label="Questions"
            hint="A question, then its options as a list; * before right ones, = before a right typed answer. In brackets: rating, ranking, cloud, several, anonymous, live or hidden."
            placeholder={EXAMPLE}
            value={text}
            rows={9}
            onChange={setText}
          />
        </div>
      )}
      {polls.length > 0 && (
        <section aria-label="As they will be asked">
          <Preview polls={polls} />
        </section>
      )}
    </Dialog>
  );
}
