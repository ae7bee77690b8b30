// A draft, for those who lead: nobody else sees it; published, it is a class like any other.
import { EyeOff } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import type { Act } from "../../core/commands";
import { importsApi, type Remark } from "../../core/imports";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { lasting } from "../desk/model";
import css from "./more.module.css";

const Discard = lazy(() => import("./Discard"));

interface Props {
  classId: string;
  token: string | undefined;
  act: Act;
  /** It was brought from elsewhere. */
  brought: boolean;
}

/** What had to be mended or left out while it was brought. */
function Remarks({ classId, token }: Pick<Props, "classId" | "token">) {
  const [remarks, setRemarks] = useState<readonly Remark[]>([]);
  useEffect(() => {
    importsApi.state(classId, token).then(
      (found) => setRemarks(found.remarks),
      () => undefined,
    );
  }, [classId, token]);
  return remarks.map(({ code, count }) => (
    <span key={code} className="muted small">
      {" "}
      {t(`imports.remark_${code}`, { count, length: lasting(count) })}
    </span>
  ));
}

export default function Draft({ classId, token, act, brought }: Props) {
  const [wrong, setWrong] = useState("");
  const [asking, setAsking] = useState(false);
  const publish = async () => {
    const outcome = await act({ do: "PublishClass" });
    setWrong(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <section className={`${css.behind} ${css.draft}`} aria-label={t("alone.draft")}>
      <EyeOff className="i" aria-hidden="true" />
      <p className="grow">
        <b>{t("alone.draft")}</b> <span className="muted small">{t("alone.draft_hint")}</span>
        {brought && <Remarks classId={classId} token={token} />}
        {wrong && (
          <span className="field-error" role="alert">
            {wrong}
          </span>
        )}
      </p>
      <Button onPress={() => setAsking(true)}>{t("alone.discard")}</Button>
      <Button kind="go" onPress={() => void publish()}>
        {t("alone.publish")}
      </Button>
      {asking && (
        <Suspense>
          <Discard classId={classId} token={token} close={() => setAsking(false)} />
        </Suspense>
      )}
    </section>
  );
}
