// Works that nobody has looked at, by task: what has waited longest at the top, each with the way to it in the recording.
import { ListTodo } from "lucide-react";
import { useState } from "react";
import type { WaitingWorks } from "../../core/progress";
import { locale, t } from "../../texts";
import { Button } from "../../ui/Button";
import css from "./desk.module.css";
import { agoWords, atMoment } from "./model";

const FIRST = 5;

/** Whose work has waited longest, and how many came with it. */
function handedBy({ name, count }: WaitingWorks): string {
  const first = name || t("late.somebody");
  const list = new Intl.ListFormat(locale());
  return list.format(count > 1 ? [first, t("late.more_people", { count: count - 1 })] : [first]);
}

interface Props {
  works: readonly WaitingWorks[];
  now: number;
  playback: (id: string) => string;
}

export function HandedIn({ works, now, playback }: Props) {
  const [all, setAll] = useState(false);
  const shown = all ? works : works.slice(0, FIRST);
  if (works.length === 0) return null;
  return (
    <section className={css.sec} aria-labelledby="handed-in">
      <header>
        <h2 id="handed-in">{t("tasks.works_wait")}</h2>
        <span className="muted">{t("tasks.oldest_first")}</span>
      </header>
      <ul className={`card ${css.waiting}`}>
        {shown.map((one) => (
          <li key={`${one.class} ${one.task}`}>
            <div className={css.age}>
              <b>{agoWords(one.wrote, now)}</b>
            </div>
            <div className={css.what}>
              <p className="small muted">
                {t("tasks.handed_by", { names: handedBy(one), title: one.title })}
              </p>
              <p className={css.asked} dir="auto">
                {one.text}
              </p>
              <div className={`row wrap ${css.extras}`}>
                <a
                  className="btn sm"
                  href={`${atMoment(playback(one.class), one.at)}#tasks`}
                  aria-label={t("tasks.look_named", { title: one.text })}
                >
                  <ListTodo className="i s" aria-hidden="true" />
                  {t("tasks.look")}
                </a>
                <span className="small muted nums">{t("tasks.to_look_at", { count: one.count })}</span>
              </div>
            </div>
          </li>
        ))}
      </ul>
      {works.length > shown.length && (
        <Button kind="bare" onPress={() => setAll(true)}>
          {t("late.show_all", { count: works.length })}
        </Button>
      )}
    </section>
  );
}
