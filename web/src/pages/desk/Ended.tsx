// Classes that have been: first what is next for you, by deadline, with its size; then all the others.
import { Play } from "lucide-react";
import { useState } from "react";
import type { Desk, DeskClass } from "../../core/api";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { clock } from "../../ui/clock";
import { Empty } from "../../ui/Empty";
import { Arc } from "./Arc";
import { DraftTools } from "./DraftTools";
import css from "./desk.module.css";
import { MoreOfClass } from "./MoreOfClass";
import {
  countWords,
  courseOf,
  here,
  lasting,
  leftWords,
  missingWords,
  nextOf,
  progress,
  teaches,
  transcriptWords,
  when,
} from "./model";
import { Unseen } from "./Unseen";

const FIRST = 20;
const SOON = 48 * 3_600_000;

interface RowProps {
  one: DeskClass;
  course: string;
  now: number;
  first: boolean;
  /** It is among what is next. */
  next: boolean;
  /** What it is was changed here. */
  changed: () => void;
}

/** Whether, and how, a student has completed a class; whether it can still be done. */
function Stands({ one, now }: { one: DeskClass; now: number }) {
  const { mine, role, closes_at: closes } = one;
  if (!mine || role !== "student") return null;
  if (mine.complete) return <Chip tone="ok">{t(mine.live ? "late.did_live" : "late.did_later")}</Chip>;
  return closes !== null && closes <= now ? <Chip tone="warn">{t("late.closed_short")}</Chip> : null;
}

function Due({ one, now, next }: Pick<RowProps, "one" | "now" | "next">) {
  const { closes_at: closes, ended_at: ended } = one;
  if (next && closes !== null)
    return (
      <p className={css.due} data-soon={closes - now < SOON || undefined}>
        <b>{when(closes, now)}</b>
        <span className="muted">{leftWords(closes, now)}</span>
      </p>
    );
  return (
    <p className={css.due}>
      {ended !== null && (
        <>
          <b>{when(ended, now)}</b>
          <span className="muted">{t("desk.ready_to_play")}</span>
        </>
      )}
    </p>
  );
}

function Row({ one, course, now, first, next, changed }: RowProps) {
  const { at, share } = progress(one);
  const transcript = transcriptWords(one.transcript);
  const begun = at > 0 && share < 1;
  const way = begun ? "on" : share >= 1 ? "again" : "first";
  const length = one.duration ? lasting(one.duration) : "";
  const about = next ? [course, missingWords(one)] : [course, length, countWords(one.counts)];
  return (
    <li>
      <Arc share={share} />
      <div className={css.what}>
        <h3>
          <a className="plain" href={here(one.playback)} dir="auto">
            {one.title}
          </a>
        </h3>
        <p className="small muted">{about.filter(Boolean).join(" · ")}</p>
        <div className={`row wrap ${css.extras}`}>
          <Unseen one={one} now={now} />
          <Stands one={one} now={now} />
          {transcript && !next && <Chip tone={transcript.tone}>{transcript.words}</Chip>}
          {teaches(one) && one.draft && <DraftTools one={one} changed={changed} />}
        </div>
      </div>
      <Due one={one} now={now} next={next} />
      <div className={css.go}>
        <a
          className={`btn ${first ? "go" : ""}`}
          href={here(one.playback) + (begun ? `#t=${Math.floor(at / 1000)}` : "")}
          aria-label={t(`desk.play_title_${way}`, { time: clock(at), title: one.title })}
        >
          <Play className="i" aria-hidden="true" />
          {t(`desk.play_${way}`, { time: clock(at) })}
        </a>
        {teaches(one) && !one.draft && <MoreOfClass one={one} />}
      </div>
    </li>
  );
}

interface Props {
  desk: Desk;
  classes: DeskClass[];
  now: number;
  /** One primary button in a view: here only when no class is on. */
  primary: boolean;
  changed?: () => void;
}

const nothing = () => undefined;

export function Ended({ desk, classes, now, primary, changed = nothing }: Props) {
  const [all, setAll] = useState(false);
  const next = nextOf(classes, now);
  const others = classes.filter((one) => !next.includes(one));
  const shown = all ? others : others.slice(0, FIRST);
  const row = (one: DeskClass, index: number, isNext: boolean) => (
    <Row
      key={one.id}
      one={one}
      course={courseOf(desk, one)}
      now={now}
      first={primary && isNext && index === 0}
      next={isNext}
      changed={changed}
    />
  );
  return (
    <>
      {(next.length > 0 || others.length === 0) && (
        <section className={css.sec} aria-labelledby="catch-up">
          <header>
            <h2 id="catch-up">{t("desk.to_catch_up")}</h2>
            <span className="muted">{t("desk.counts_the_same")}</span>
          </header>
          {classes.length === 0 ? (
            <div className="card">
              <Empty title={t("desk.nothing_ended")}>{t("desk.nothing_ended_hint")}</Empty>
            </div>
          ) : (
            <ul className={`card ${css.todo}`}>{next.map((one, index) => row(one, index, true))}</ul>
          )}
        </section>
      )}
      {others.length > 0 && (
        <section className={css.sec} aria-labelledby="been">
          <header>
            <h2 id="been">{t("late.been")}</h2>
          </header>
          <ul className={`card ${css.todo}`}>{shown.map((one, index) => row(one, index, false))}</ul>
          {others.length > shown.length && (
            <Button kind="bare" onPress={() => setAll(true)}>
              {t("late.show_all", { count: others.length })}
            </Button>
          )}
        </section>
      )}
    </>
  );
}
