// The poll bank of a course: written or pasted as text, added from a CSV file, shown as it will be asked.
import { Check } from "lucide-react";
import { useEffect, useState } from "react";
import { FileTrigger } from "react-aria-components";
import { ApiError, type Desk, type Prepared } from "../../core/api";
import { faultOf, keepNames, readPolls, withMore, writeText } from "../../core/bank";
import { deskApi } from "../../core/deskApi";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/Skeleton";
import { TextField } from "../../ui/TextField";
import css from "./desk.module.css";

function about(poll: Prepared): string {
  const words = [t(`desk.poll_${poll.kind}`, { count: poll.options.length })];
  if (poll.multiple) words.push(t("desk.several_answers"));
  if (poll.anonymous) words.push(t("desk.without_names"));
  if (poll.right.length + poll.right_texts.length > 0) words.push(t("desk.quiz"));
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
                        <span className="vh">{t("desk.right")}</span>
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
  problem instanceof ApiError ? `${problem.message} ${problem.next}` : t("ui.did_not_work");

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
    deskApi.prepared(course).then(
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
      await deskApi.prepare(course, polls);
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
      title={t("desk.polls_of", { course: title })}
      wide
      open
      onClose={onClose}
      actions={
        <>
          <FileTrigger
            acceptedFileTypes={[".csv", ".tsv", ".txt", "text/csv"]}
            onSelect={(files) => void add(files)}
          >
            <Button>{t("desk.add_from_csv")}</Button>
          </FileTrigger>
          <Button kind="go" isDisabled={busy || before === null || faulty} onPress={() => void save()}>
            {t("desk.save_polls", { count: polls.length })}
          </Button>
        </>
      }
    >
      <p className="muted">{t("desk.bank_hint")}</p>
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      {before === null ? (
        <Skeleton lines={4} label={t("desk.polls_coming")} />
      ) : (
        <div className={css.paste}>
          <TextField
            label={t("desk.questions")}
            hint={t("desk.questions_hint")}
            placeholder={t("desk.questions_example")}
            value={text}
            rows={9}
            onChange={setText}
          />
        </div>
      )}
      {polls.length > 0 && (
        <section aria-label={t("desk.as_asked")}>
          <Preview polls={polls} />
        </section>
      )}
    </Dialog>
  );
}
