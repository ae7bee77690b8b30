// What is kept of one person: figures by class, everything to take away, and removal once the name is typed.
import { Download } from "lucide-react";
import { useEffect, useState } from "react";
import { sizeWords } from "../../core/files";
import { type Counts, type Erasure, FIGURES, personsApi, type Report } from "../../core/persons";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { clock, wallDay } from "../../ui/clock";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/Skeleton";
import { problemWords } from "../playback/useClassroom";
import { Removal, Removed } from "./PersonRemoval";
import css from "./persons.module.css";

interface Props {
  /** An id, or "me". */
  person: string;
  name: string;
  onClose: () => void;
}

export default function PersonData({ person, name, onClose }: Props) {
  const [report, setReport] = useState<Report | null>(null);
  const [wrong, setWrong] = useState("");
  const [asking, setAsking] = useState(false);
  const [erasure, setErasure] = useState<Erasure | null>(null);
  const own = person === "me";
  useEffect(() => {
    personsApi.report(person).then(setReport, (problem: unknown) => setWrong(problemWords(problem)));
  }, [person]);
  if (erasure) {
    // Whoever removed themselves has no desk any more.
    const leave = own ? () => window.location.assign("/") : onClose;
    return <Removed erasure={erasure} onClose={leave} />;
  }
  if (asking && report) {
    return (
      <Removal
        person={person}
        name={name}
        report={report}
        onBack={() => setAsking(false)}
        onClose={onClose}
        onAsked={setErasure}
      />
    );
  }
  return (
    <Dialog
      title={own ? t("persons.mine") : t("persons.data_of", { name })}
      wide
      open
      onClose={onClose}
      actions={
        <>
          <Button kind="bare" isDisabled={!report} onPress={() => setAsking(true)}>
            {t("persons.remove")}
          </Button>
          <a className="btn go" href={personsApi.archive(person)} download>
            <Download className="i" aria-hidden="true" />
            {t("persons.download")}
          </a>
        </>
      }
    >
      <p className="muted">{t(own ? "persons.hint" : "persons.hint_other")}</p>
      {!report && !wrong && <Skeleton lines={6} label={t("persons.coming")} />}
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      {report && <Figures report={report} />}
      <p className="small muted">{t("persons.download_hint")}</p>
    </Dialog>
  );
}

export function Figures({ report }: { report: Report }) {
  return (
    <>
      <section className={css.part} aria-labelledby="person-all">
        <h3 id="person-all">{t("persons.together")}</h3>
        <Counted counts={report.totals} />
      </section>
      {report.classes.length > 0 && (
        <section className={css.part} aria-labelledby="person-classes">
          <h3 id="person-classes">{t("persons.by_class")}</h3>
          {report.classes.map((one) => (
            <details key={one.class} className={css.class}>
              <summary>
                <span dir="auto">{one.title}</span>
                {one.opened_at !== null && <span className="small muted">{wallDay(one.opened_at)}</span>}
              </summary>
              <Counted counts={{ ...one.counts, ...one.recorded }} />
            </details>
          ))}
        </section>
      )}
    </>
  );
}

function Counted({ counts }: { counts: Counts }) {
  const there = FIGURES.filter((name) => counts[name]);
  if (there.length === 0) return <p className="muted">{t("persons.nothing")}</p>;
  return (
    <dl className={css.figures}>
      {there.map((name) => (
        <div key={name}>
          <dt>{t(`persons.of_${name}`)}</dt>
          <dd className="nums">{value(name, counts)}</dd>
        </div>
      ))}
    </dl>
  );
}

function value(name: (typeof FIGURES)[number], counts: Counts): string {
  const count = counts[name] ?? 0;
  if (name === "voice" || name === "camera" || name === "screen") return clock(count * 1000);
  const bytes = name === "files" ? counts.file_bytes : name === "tracks" ? counts.bytes : 0;
  return bytes ? t("persons.and_size", { count, size: sizeWords(bytes) }) : String(count);
}
