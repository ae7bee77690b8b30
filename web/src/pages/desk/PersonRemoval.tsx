// A person removed for ever: what stays is told before, the name is typed, and the report follows.
import { useEffect, useState } from "react";
import { type Erasure, KEPT, personsApi, type Report, WAITS } from "../../core/persons";
import { inOwnWords } from "../../core/refusals";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/TextField";
import { problemWords } from "../playback/useClassroom";
import { Figures } from "./PersonData";
import css from "./persons.module.css";

const EVERY = 1_500;
const same = (one: string, other: string) =>
  one.trim().normalize("NFC").toLowerCase() === other.trim().normalize("NFC").toLowerCase();

interface Props {
  person: string;
  name: string;
  report: Report;
  onBack: () => void;
  onClose: () => void;
  onAsked: (erasure: Erasure) => void;
}

export function Removal({ person, name, report, onBack, onClose, onAsked }: Props) {
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const remove = () => {
    setBusy(true);
    personsApi
      .erase(person, typed)
      .then(onAsked, (problem: unknown) => setWrong(problemWords(problem)))
      .finally(() => setBusy(false));
  };
  const refused = report.refused && inOwnWords(report.refused);
  return (
    <Dialog
      title={t("persons.remove_title", { name })}
      wide
      open
      role="alertdialog"
      onClose={onClose}
      actions={
        <>
          <Button kind="bare" onPress={onBack}>
            {t("persons.back")}
          </Button>
          <Button kind="stop" isDisabled={busy || refused !== null || !same(typed, name)} onPress={remove}>
            {t("persons.remove_now")}
          </Button>
        </>
      }
    >
      <p>{t("persons.remove_hint")}</p>
      {refused ? (
        <p className="field-error" role="alert">
          {refused.message} {refused.next}
        </p>
      ) : (
        <TextField
          label={t("persons.type_name", { name })}
          value={typed}
          onChange={setTyped}
          error={wrong}
          autoFocus
          autoComplete="off"
        />
      )}
      <section className={css.part} aria-labelledby="person-kept">
        <h3 id="person-kept">{t("persons.kept_title")}</h3>
        <ul className={css.kept}>
          {KEPT.map((why) => (
            <li key={why}>{t(`persons.kept_${why}`)}</li>
          ))}
        </ul>
      </section>
      <Figures report={report} />
    </Dialog>
  );
}

export function Removed({ erasure, onClose }: { erasure: Erasure; onClose: () => void }) {
  const [now, setNow] = useState(erasure);
  const over = now.state === "done" || now.state === "failed";
  useEffect(() => {
    if (over) return;
    // What does not get through is asked again.
    const ask = () => personsApi.state(erasure).then(setNow, () => undefined);
    const timer = window.setInterval(() => void ask(), EVERY);
    return () => window.clearInterval(timer);
  }, [erasure, over]);
  const done = now.state === "done";
  const why = WAITS.find((one) => one === now.reason);
  return (
    <Dialog
      title={t(done ? "persons.done_title" : "persons.going_title")}
      open
      onClose={onClose}
      actions={
        <>
          <a className="btn" href={personsApi.paper(now)} download>
            {t("persons.report")}
          </a>
          <Button kind="go" onPress={onClose}>
            {t("persons.close")}
          </Button>
        </>
      }
    >
      <div role="status">
        <p>{done ? t("persons.done") : t("persons.going", { done: now.done, classes: now.classes })}</p>
        {!done && why && <p className="muted">{t(`persons.wait_${why}`)}</p>}
      </div>
    </Dialog>
  );
}
