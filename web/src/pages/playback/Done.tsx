// What was done with the class so far: who showed it to whom, made links, exported, removed.
import { useEffect, useState } from "react";
import { saveFile } from "../../core/saving";
import { type AuditLine, shownApi } from "../../core/shown";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { wallDay, wallTime } from "../../ui/clock";
import css from "./shown.module.css";
import { problemWords } from "./useClassroom";

interface Props {
  classId: string;
  title: string;
  token: string | undefined;
  revision: number;
}

const KNOWN = [
  "shown_to",
  "link_made",
  "link_ended",
  "exported",
  "person_removed",
  "person_let_in",
  "person_hidden",
  "person_shown",
  "message_removed",
  "comment_removed",
  "question_removed",
  "person_erased",
  "person_exported",
  "went",
] as const;
const isKnown = (what: string): what is (typeof KNOWN)[number] => KNOWN.some((one) => one === what);

function words({ what, by_name, person_name, about }: AuditLine): string {
  // A link is told by whom it is for; its id alone where nobody said so.
  const told = what.startsWith("link_") ? about.replace(/^\S+ (?=\S)/, "") : about;
  const values = { by: by_name || "Amphi", person: person_name, about: told };
  return isKnown(what) ? t(`shown.did_${what}`, values) : `${what} ${about}`;
}

export function Done({ classId, title, token, revision }: Props) {
  const [lines, setLines] = useState<AuditLine[]>([]);
  const [wrong, setWrong] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was written may stand on it
  useEffect(() => {
    shownApi.audit(classId, token).then(setLines, (problem: unknown) => setWrong(problemWords(problem)));
  }, [classId, token, revision]);
  const save = () =>
    saveFile(classId, token, "audit", "csv", title).catch((problem: unknown) =>
      setWrong(problemWords(problem)),
    );
  return (
    <section className="late-part" aria-labelledby="was-done">
      <div className="late-head">
        <h3 id="was-done" className="grow">
          {t("shown.done")}
        </h3>
        {lines.length > 0 && (
          <Button size="sm" kind="bare" onPress={() => void save()}>
            {t("shown.save_csv")}
          </Button>
        )}
      </div>
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      {lines.length === 0 && <p className="small muted">{t("shown.nothing_done")}</p>}
      <ol className={css.done}>
        {lines.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are never changed, and come in order
          <li key={lines.length - index}>
            <span className="small muted nums">
              {wallDay(one.at)}, {wallTime(one.at)}
            </span>
            <span dir="auto">{words(one)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
