// How long the recordings of a course are kept: after how many days what goes, and what that means for its classes.
import { useEffect, useState } from "react";
import type { Desk } from "../../core/api";
import { type Keeping as Kept, keepingApi, STEPS, type Step, type Told } from "../../core/keeping";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { wallDay } from "../../ui/clock";
import { Dialog } from "../../ui/Dialog";
import { Select } from "../../ui/Select";
import { Skeleton } from "../../ui/Skeleton";
import { problemWords } from "../playback/useClassroom";
import "../../panels/late.css";

const DAYS = [7, 30, 90, 180, 365, 730];
const NEVER = "never";

interface Props {
  desk: Desk;
  course: string;
  onClose: () => void;
}

function Days({
  step,
  days,
  change,
}: {
  step: Step;
  days: number | null;
  change: (days: number | null) => void;
}) {
  const offered = [...new Set(days === null ? DAYS : [...DAYS, days])].sort((a, b) => a - b);
  return (
    <Select
      label={t(`keeping.step_${step}`)}
      value={days === null ? NEVER : String(days)}
      onChange={(value) => change(value === NEVER ? null : Number(value))}
      options={[
        [NEVER, t("keeping.never")],
        ...offered.map((count) => [String(count), t("keeping.days", { count })] as const),
      ]}
    />
  );
}

export default function Keeping({ desk, course, onClose }: Props) {
  const [wanted, setWanted] = useState<Kept | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [said, setSaid] = useState("");
  const [trouble, setTrouble] = useState("");
  const failed = (problem: unknown) => setTrouble(problemWords(problem));
  useEffect(() => {
    keepingApi.read(course).then(
      (found) => {
        setWanted(found.keeping);
        setTold(found);
      },
      (problem: unknown) => setTrouble(problemWords(problem)),
    );
  }, [course]);
  const change = (step: Step, days: number | null) => {
    if (!wanted) return;
    const next = { ...wanted, [step]: days };
    setWanted(next);
    setSaid("");
    setTrouble("");
    keepingApi.preview(course, next).then(setTold, failed);
  };
  const save = () => {
    if (!wanted) return;
    keepingApi.set(course, wanted).then((found) => {
      setTold(found);
      setTrouble("");
      setSaid(t("keeping.saved"));
    }, failed);
  };
  const title = desk.courses.find((one) => one.id === course)?.title ?? "";
  return (
    <Dialog
      title={t("keeping.title_of", { title })}
      wide
      open
      onClose={onClose}
      actions={
        <>
          <p className="small late-said" role="status">
            {said}
          </p>
          <Button kind="go" isDisabled={!wanted || trouble !== ""} onPress={save}>
            {t("keeping.save")}
          </Button>
        </>
      }
    >
      <p className="muted">{t("keeping.hint")}</p>
      {!wanted && !trouble && <Skeleton lines={4} label={t("keeping.coming")} />}
      {wanted && (
        <div className="late-form">
          {STEPS.map((step) => (
            <Days key={step} step={step} days={wanted[step]} change={(days) => change(step, days)} />
          ))}
        </div>
      )}
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {told && !trouble && <Plan told={told} />}
    </Dialog>
  );
}

function Plan({ told }: { told: Told }) {
  return (
    <section className="late-part" aria-labelledby="keeping-plan">
      <h3 id="keeping-plan">{t("keeping.plan")}</h3>
      {told.plan.length === 0 && <p className="small muted">{t("keeping.nothing_goes")}</p>}
      <ul className="late-students">
        {told.plan.map((one) => (
          <li key={`${one.class} ${one.step}`}>
            <div className="late-who">
              <b dir="auto">{one.title}</b>
              <p className="small muted">{t(`keeping.step_${one.step}`)}</p>
            </div>
            <span className="small nums">{one.due ? t("keeping.within_the_hour") : wallDay(one.at)}</span>
          </li>
        ))}
      </ul>
      {told.more && <p className="small muted">{t("keeping.and_more")}</p>}
    </section>
  );
}
