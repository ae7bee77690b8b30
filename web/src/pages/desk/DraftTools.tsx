// What those who lead do with a draft from their desk: publish it, or discard it.
import { lazy, Suspense, useState } from "react";
import { api, type DeskClass, newId } from "../../core/api";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { problemWords } from "../playback/useClassroom";
import css from "./desk.module.css";

const Discard = lazy(() => import("../playback/Discard"));

export function DraftTools({ one, changed }: { one: DeskClass; changed: () => void }) {
  const [wrong, setWrong] = useState("");
  const [asking, setAsking] = useState(false);
  const publish = () =>
    api.command(one.id, { id: newId("c"), do: "PublishClass" }).then(changed, (problem: unknown) => {
      setWrong(problemWords(problem));
    });
  const { title } = one;
  return (
    <span className={`row wrap ${css.extras} ${css.draft}`}>
      <Chip tone="warn" title={t("alone.draft_hint")}>
        {t("alone.draft")}
      </Chip>
      {one.state === "ended" && (
        <Button
          kind="bare"
          size="sm"
          aria-label={t("alone.publish_named", { title })}
          onPress={() => void publish()}
        >
          {t("alone.publish")}
        </Button>
      )}
      {one.role === "instructor" && (
        <Button
          kind="bare"
          size="sm"
          aria-label={t("alone.discard_named", { title })}
          onPress={() => setAsking(true)}
        >
          {t("alone.discard")}
        </Button>
      )}
      {wrong && (
        <span className="field-error" role="alert">
          {wrong}
        </span>
      )}
      {asking && (
        <Suspense>
          <Discard
            classId={one.id}
            token={undefined}
            close={() => setAsking(false)}
            done={() => {
              setAsking(false);
              changed();
            }}
          />
        </Suspense>
      )}
    </span>
  );
}
