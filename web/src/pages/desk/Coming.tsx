// Classes that have not begun: when, the way in, and the links to hand out.
import { CalendarPlus, ListChecks } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Desk, DeskClass } from "../../core/api";
import { Button } from "../../ui/Button";
import { wallTime } from "../../ui/clock";
import { Empty } from "../../ui/Empty";
import { CopyLink } from "./CopyLink";
import css from "./desk.module.css";
import { courseOf, here, teaches } from "./model";

const Agenda = lazy(() => import("./Agenda"));

function Day({ unix }: { unix: number | null }) {
  if (unix === null) {
    return (
      <div className={css.day}>
        any
        <b>time</b>
      </div>
    );
  }
  const date = new Date(unix);
  return (
    <div className={css.day}>
      {date.toLocaleDateString([], { weekday: "short" })}
      <b>{date.getDate()}</b>
    </div>
  );
}

function Row({ one, course, primary }: { one: DeskClass; course: string; primary: boolean }) {
  const mine = teaches(one);
  const [planning, setPlanning] = useState(false);
  return (
    <li>
      <Day unix={one.starts_at} />
      <div className={css.what}>
        <h3>{one.title}</h3>
        <p className={css.meta}>
          <span className="dot" aria-hidden="true" />
          {[one.starts_at === null ? "begins when you go in" : wallTime(one.starts_at), course]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <div className={`row wrap ${css.extras}`}>
          <a
            className={`btn ${primary && mine ? "go" : ""}`}
            href={here(one.join.instructor ?? one.join.student)}
            aria-label={`${mine ? "Start class" : "Go to the lobby"}: ${one.title}`}
          >
            {mine ? "Start class" : "Go to the lobby"}
          </a>
          {mine && <CopyLink label="Copy student link" link={one.join.student} kind="bare" size="sm" />}
          {one.join.instructor && (
            <CopyLink label="Copy instructor link" link={one.join.instructor} kind="bare" size="sm" />
          )}
          {mine && (
            <Button
              kind="bare"
              size="sm"
              aria-label={`Agenda of ${one.title}`}
              onPress={() => setPlanning(true)}
            >
              <ListChecks className="i s" aria-hidden="true" /> Agenda
            </Button>
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

export function Coming({ desk, classes, primary }: { desk: Desk; classes: DeskClass[]; primary: boolean }) {
  return (
    <section className={css.sec} aria-labelledby="coming">
      <header>
        <h2 id="coming">Coming up</h2>
      </header>
      <div className={`card ${css.agenda}`}>
        {classes.length === 0 ? (
          <Empty icon={<CalendarPlus className="i" aria-hidden="true" />} title="No class is planned">
            A class you plan shows here with its date and the links to hand out.
          </Empty>
        ) : (
          <ul>
            {classes.map((one, index) => (
              <Row key={one.id} one={one} course={courseOf(desk, one)} primary={primary && index === 0} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
