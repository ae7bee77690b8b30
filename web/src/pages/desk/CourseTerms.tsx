// The terms of late work for all classes that a course will have.
import { useEffect, useState } from "react";
import type { Desk } from "../../core/api";
import { progressApi } from "../../core/progress";
import { TermsForm } from "../../panels/TermsForm";
import { t } from "../../texts";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/Skeleton";
import type { Terms } from "../../wire";
import { problemWords } from "../playback/useClassroom";

export default function CourseTerms({
  desk,
  course,
  onClose,
}: {
  desk: Desk;
  course: string;
  onClose: () => void;
}) {
  const [terms, setTerms] = useState<Terms | null>(null);
  const [trouble, setTrouble] = useState("");
  useEffect(() => {
    progressApi.terms(course).then(setTerms, (problem) => setTrouble(problemWords(problem)));
  }, [course]);
  const title = desk.courses.find((one) => one.id === course)?.title ?? "";
  return (
    <Dialog title={t("late.work_of", { title })} open onClose={onClose}>
      <p className="muted">{t("late.course_hint")}</p>
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {terms ? (
        <TermsForm
          terms={terms}
          endedAt={null}
          save={(changed) => progressApi.setTerms(course, changed).then(() => "", problemWords)}
        />
      ) : (
        !trouble && <Skeleton lines={4} label={t("late.terms_coming")} />
      )}
    </Dialog>
  );
}
