// Classes that have not begun: when, the way in, and the links to hand out.
import { Bell, CalendarPlus, ListChecks, ListTodo } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Desk, DeskClass } from "../../core/api";
import { locale, t } from "../../texts";
import { Button } from "../../ui/Button";
import { wallTime } from "../../ui/clock";
import { Empty } from "../../ui/Empty";
import { CopyLink } from "./CopyLink";
import { DraftTools } from "./DraftTools";
import css from "./desk.module.css";
import { courseOf, here, teaches } from "./model";

const Agenda = lazy(() => import("./Agenda"));
const Tasks = lazy(() => import("./Tasks"));
const Reminders = lazy(() => import("./Reminders"));

function Day({ unix }: { unix: number | null }) {
  if (unix === null) {
    return (
      <div className={css.day}>
        {t("desk.any_time_above")}
        <b>{t("desk.any_time")}</b>
      </div>
    );
  }
  const date = new Date(unix);
  return (
    <div className={css.day}>
      {date.toLocaleDateString(locale(), { weekday: "short" })}
      <b>{date.getDate()}</b>
    </div>
  );
}

interface RowProps {
  one: DeskClass;
  course: string;
  primary: boolean;
  changed: () => void;
}

function Row({ one, course, primary, changed }: RowProps) {
  const mine = teaches(one);
  const [tasking, setTasking] = useState(false);
  const [planning, setPlanning] = useState(false);
  const way = mine ? "start_class" : "go_to_lobby";
  const { title, draft } = one;
  return (
    <li>
      <Day unix={one.starts_at} />
      <div className={css.what}>
        <h3 dir="auto">{one.title}</h3>
        <p className={css.meta}>
          <span className="dot" aria-hidden="true" />
          {[one.starts_at === null ? t("desk.begins_with_you") : wallTime(one.starts_at), course]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {mine && one.before && (
          <p className="small muted">{t("tasks.early_ready", { count: one.before.ready })}</p>
        )}
        <div className={`row wrap ${css.extras}`}>
          <a
            className={`btn ${primary && mine ? "go" : ""}`}
            href={here(one.join.instructor ?? one.join.student)}
            aria-label={draft ? t("alone.record_title", { title }) : t(`desk.enter_${way}`, { title })}
          >
            {draft ? t("alone.go_on_recording") : t(`desk.${way}`)}
          </a>
          {draft && <DraftTools one={one} changed={changed} />}
          {mine && !draft && (
            <CopyLink label={t("desk.copy_student_link")} link={one.join.student} kind="bare" size="sm" />
          )}
          {one.join.instructor && !draft && (
            <CopyLink
              label={t("desk.copy_instructor_link")}
              link={one.join.instructor}
              kind="bare"
              size="sm"
            />
          )}
          {mine && (
            <Button
              kind="bare"
              size="sm"
              aria-label={t("desk.agenda_of", { title: one.title })}
              onPress={() => setPlanning(true)}
            >
              <ListChecks className="i s" aria-hidden="true" /> {t("desk.agenda")}
            </Button>
          )}
          {mine && (
            <Button
              kind="bare"
              size="sm"
              aria-label={t("tasks.of_class", { title: one.title })}
              onPress={() => setTasking(true)}
            >
              <ListTodo className="i s" aria-hidden="true" /> {t("tasks.title")}
            </Button>
          )}
          {tasking && (
            <Suspense>
              <Tasks one={one} onClose={() => setTasking(false)} />
            </Suspense>
          )}
          {planning && (
            <Suspense>
              <Agenda one={one} onClose={() => setPlanning(false)} />
            </Suspense>
          )}
        </div>
      </div>
    </li>
  );
}

interface Props {
  desk: Desk;
  classes: DeskClass[];
  primary: boolean;
  changed?: () => void;
}

export function Coming({ desk, classes, primary, changed = () => undefined }: Props) {
  const [reminding, setReminding] = useState(location.hash === "#reminders");
  return (
    <section className={css.sec} aria-labelledby="coming">
      <header>
        <h2 id="coming">{t("desk.coming_up")}</h2>
        {desk.classes.length > 0 && (
          <Button kind="bare" size="sm" onPress={() => setReminding(true)}>
            <Bell className="i" aria-hidden="true" />
            {t("reminders.button")}
          </Button>
        )}
        {reminding && (
          <Suspense>
            <Reminders leads={desk.classes.some(teaches)} onClose={() => setReminding(false)} />
          </Suspense>
        )}
      </header>
      <div className={`card ${css.agenda}`}>
        {classes.length === 0 ? (
          <Empty icon={<CalendarPlus className="i" aria-hidden="true" />} title={t("desk.nothing_planned")}>
            {t("desk.nothing_planned_hint")}
          </Empty>
        ) : (
          <ul>
            {classes.map((one, index) => (
              <Row
                key={one.id}
                one={one}
                course={courseOf(desk, one)}
                primary={primary && index === 0}
                changed={changed}
              />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
