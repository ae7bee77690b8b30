// What is to be done before a class begins: by the time of its beginning, each a way to its page.
import { ListTodo } from "lucide-react";
import type { Desk, DeskClass } from "../../core/api";
import { t } from "../../texts";
import css from "./desk.module.css";
import { courseOf, here, leftWords, when } from "./model";

interface Props {
  desk: Desk;
  classes: readonly DeskClass[];
  now: number;
}

export function Early({ desk, classes, now }: Props) {
  return (
    <section className={css.sec} aria-labelledby="before-class">
      <header>
        <h2 id="before-class">{t("tasks.before_class")}</h2>
        <span className="muted">{t("tasks.before_hint")}</span>
      </header>
      <ul className={`card ${css.todo}`}>
        {classes.map((one) => (
          <li key={one.id} className={css.early}>
            <div className={css.what}>
              <h3>
                <a className="plain" href={here(one.playback)}>
                  {one.title}
                </a>
              </h3>
              <p className="small muted">
                {[courseOf(desk, one), t("tasks.early_left", { count: one.before?.left ?? 0 })]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            <p className={css.due}>
              {one.starts_at !== null && one.starts_at > now && (
                <>
                  <b>{when(one.starts_at, now)}</b>
                  {one.before?.asked && <span className="muted">{leftWords(one.starts_at, now)}</span>}
                </>
              )}
            </p>
            <div className={css.go}>
              <a
                className="btn"
                href={`${here(one.playback)}#tasks`}
                aria-label={t("tasks.do_early_named", { title: one.title })}
              >
                <ListTodo className="i" aria-hidden="true" />
                {t("tasks.do_early")}
              </a>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
