// The language that is spoken in the classes which a course will have.
import { useEffect, useState } from "react";
import { ApiError } from "../../core/api";
import { languagesApi, type SpokenHere } from "../../core/languages";
import { t } from "../../texts";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/Skeleton";
import { Spoken } from "./Spoken";

interface Props {
  course: { id: string; title: string };
  close: () => void;
}

const words = (problem: unknown): string =>
  problem instanceof ApiError ? `${problem.message} ${problem.next}` : t("ui.did_not_work");

export default function CourseLanguage({ course, close }: Props) {
  const [here, setHere] = useState<SpokenHere | null>(null);
  const [trouble, setTrouble] = useState("");
  const take = (asked: Promise<SpokenHere>) =>
    asked.then(
      (found) => {
        setHere(found);
        setTrouble("");
      },
      (problem: unknown) => setTrouble(words(problem)),
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once for each course
  useEffect(() => void take(languagesApi.ofCourse(course.id)), [course.id]);
  return (
    <Dialog title={t("translations.of_course", { course: course.title })} open onClose={close}>
      {here ? (
        <Spoken
          here={here}
          label={t("translations.spoken_course")}
          choose={(language) => void take(languagesApi.setOfCourse(course.id, language))}
          trouble={trouble}
        />
      ) : trouble ? (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      ) : (
        <Skeleton lines={3} label={t("translations.coming")} />
      )}
    </Dialog>
  );
}
