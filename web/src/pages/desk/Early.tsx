// What is to be done before a class begins: by the time of its beginning, each a way to its page.
import { ListTodo } from "lucide-react";
import type { Desk, DeskClass } from "../../core/api";
import { t } from "../../texts";
import css from "./desk.module.css";
import { courseOf, here, leftWords } from "./model";
import { Due, What } from "./todo";

interface Props {
  desk: Desk;
  classes: readonly DeskClass[];
  now: number;
}

function Row({ one, course, now }: { one: DeskClass; course: string; now: number }) {
  const begins = one.starts_at !== null && one.starts_at > now ? one.starts_at : null;
  const left = begins !== null && one.before?.asked ? leftWords(begins, now) : undefined;
  return (
    <li className={css.early}>
      <What one={one} about={[course, t("tasks.early_left", { count: one.before?.left ?? 0 })]} />
      <Due at={begins} now={now} words={left} />
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
  );
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
          <Row key={one.id} one={one} course={courseOf(desk, one)} now={now} />
        ))}
      </ul>
    </section>
  );
}
