// Classes that are being brought from elsewhere: how far each is, what went wrong, and a way to go on.
import { lazy, Suspense, useEffect, useState } from "react";
import type { Desk, DeskClass } from "../../core/api";
import { type Importing as How, importsApi } from "../../core/imports";
import { inOwnWords } from "../../core/refusals";
import { locale, t } from "../../texts";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { DraftTools } from "./DraftTools";
import css from "./desk.module.css";

const Import = lazy(() => import("./Import"));

const EVERY = 2_000;

const percent = (done: number, of: number): string =>
  (of > 0 ? Math.min(1, done / of) : 0).toLocaleString(locale(), {
    style: "percent",
    maximumFractionDigits: 0,
  });

/** Asked again while it is on its way. */
function useHow(id: string, changed: () => void): How | null {
  const [how, setHow] = useState<How | null>(null);
  useEffect(() => {
    let here = true;
    const look = () =>
      importsApi.state(id).then(
        (found) => {
          if (!here) return;
          setHow(found);
          if (found.state === "done") changed();
        },
        () => undefined,
      );
    void look();
    const timer = window.setInterval(look, EVERY);
    return () => {
      here = false;
      window.clearInterval(timer);
    };
  }, [id, changed]);
  return how;
}

function words(how: How): string {
  switch (how.state) {
    case "coming":
      return t("imports.coming", { part: percent(how.received, how.size) });
    case "waiting":
      return t("imports.waits");
    case "failed":
      return t("imports.failed");
    default:
      return how.of > 0 ? t("imports.making", { part: percent(how.done, how.of) }) : t("imports.making_now");
  }
}

interface RowProps {
  desk: Desk;
  one: DeskClass;
  changed: () => void;
}

function Row({ desk, one, changed }: RowProps) {
  const how = useHow(one.id, changed);
  const [opened, setOpened] = useState(false);
  const refused = how?.error ? inOwnWords(how.error) : null;
  // What is wrong with the file itself stays wrong: another one is another import.
  const broken = how?.state === "coming" || (how?.state === "failed" && how.error?.fault !== "you");
  return (
    <li className={css.importing}>
      <div className={css.what}>
        <h3>{one.title}</h3>
        <p className="small muted clip">{how?.name}</p>
        <div className={`row wrap ${css.extras}`}>
          {how && <Chip tone={how.state === "failed" ? "bad" : "plain"}>{words(how)}</Chip>}
          <DraftTools one={one} changed={changed} />
        </div>
        {refused && (
          <p className="field-error" role="alert">
            {refused.message} {refused.next}
          </p>
        )}
      </div>
      {broken && (
        <Button aria-label={t("imports.go_on_title", { title: one.title })} onPress={() => setOpened(true)}>
          {t("imports.again")}
        </Button>
      )}
      {opened && (
        <Suspense>
          <Import desk={desk} begun={one} onClose={() => setOpened(false)} changed={changed} />
        </Suspense>
      )}
    </li>
  );
}

interface Props {
  desk: Desk;
  classes: DeskClass[];
  changed: () => void;
}

export default function Importing({ desk, classes, changed }: Props) {
  return (
    <section className={css.sec} aria-labelledby="importing">
      <header>
        <h2 id="importing">{t("imports.section")}</h2>
      </header>
      <ul className={`card ${css.todo}`}>
        {classes.map((one) => (
          <Row key={one.id} desk={desk} one={one} changed={changed} />
        ))}
      </ul>
    </section>
  );
}
