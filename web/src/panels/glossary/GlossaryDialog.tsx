// Names and terms of a course, a line for each: what is heard is written so, and they stand among the key terms.
import { useEffect, useState } from "react";
import { ApiError } from "../../core/api";
import { glossaryApi, type Place, readTerms, writeTerms } from "../../core/glossary";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/Skeleton";
import { TextField } from "../../ui/TextField";
import "../panels.css";

const LONGEST = 60_000;

const words = (problem: unknown): string =>
  problem instanceof ApiError ? `${problem.message} ${problem.next}` : t("ui.did_not_work");

interface Props {
  place: Place;
  token?: string | undefined;
  course: string;
  close: () => void;
}

export default function GlossaryDialog({ place, token, course, close }: Props) {
  const [text, setText] = useState<string | null>(null);
  const [wrong, setWrong] = useState("");
  const [kept, setKept] = useState(false);
  useEffect(() => {
    glossaryApi.get(place, token).then(
      (terms) => setText(writeTerms(terms)),
      (problem: unknown) => setWrong(words(problem)),
    );
  }, [place, token]);
  const terms = readTerms(text ?? "");
  const save = () =>
    glossaryApi.set(place, terms, token).then(
      () => {
        setWrong("");
        setKept(true);
      },
      (problem: unknown) => setWrong(words(problem)),
    );
  return (
    <Dialog title={course ? t("glossary.of", { course }) : t("glossary.title")} open onClose={close}>
      <p className="muted">{t("glossary.hint")}</p>
      {text === null ? (
        wrong ? (
          <p className="field-error" role="alert">
            {wrong}
          </p>
        ) : (
          <Skeleton lines={4} label={t("glossary.coming")} />
        )
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <TextField
            label={t("glossary.lines")}
            value={text}
            onChange={(now) => {
              setText(now);
              setKept(false);
            }}
            maxLength={LONGEST}
            rows={10}
            error={wrong}
          />
          <p className="small muted">
            {t("glossary.example")} <br />
            <span dir="auto">{t("glossary.example_line")}</span>
          </p>
          <div className="row wrap">
            <Button kind="go" type="submit">
              {t("glossary.save", { count: terms.length })}
            </Button>
            <span className="small" role="status">
              {kept && t("glossary.kept")}
            </span>
          </div>
        </form>
      )}
    </Dialog>
  );
}
