// Classes that have been: how far you are, what is in them, and where to go on.
import { Play } from "lucide-react";
import type { Desk, DeskClass } from "../../core/api";
import { t } from "../../texts";
import { Chip } from "../../ui/Chip";
import { clock } from "../../ui/clock";
import { Empty } from "../../ui/Empty";
import { Arc } from "./Arc";
import { CopyLink } from "./CopyLink";
import css from "./desk.module.css";
import { countWords, courseOf, here, lasting, progress, teaches, transcriptWords, when } from "./model";
import { Unseen } from "./Unseen";

function Row({ one, course, now, first }: { one: DeskClass; course: string; now: number; first: boolean }) {
  const { at, share } = progress(one);
  const transcript = transcriptWords(one.transcript);
  const begun = share > 0.01 && share < 1;
  const way = begun ? "on" : share >= 1 ? "again" : "first";
  const length = one.duration ? lasting(one.duration) : "";
  return (
    <li>
      <Arc share={share} />
      <div className={css.what}>
        <h3>
          <a className="plain" href={here(one.playback)}>
            {one.title}
          </a>
        </h3>
        <p className="small muted">{[course, length, countWords(one.counts)].filter(Boolean).join(" · ")}</p>
        {(transcript || teaches(one) || one.unseen.new > 0) && (
          <div className={`row wrap ${css.extras}`}>
            <Unseen one={one} />
            {transcript && <Chip tone={transcript.tone}>{transcript.words}</Chip>}
            {teaches(one) && (
              <a
                className="btn bare sm"
                href={`${here(one.playback)}#attendance`}
                aria-label={t("desk.attendance_of", { title: one.title })}
              >
                {t("desk.attendance")}
              </a>
            )}
            {teaches(one) && (
              <CopyLink label={t("desk.copy_student_link")} link={one.join.student} size="sm" kind="bare" />
            )}
          </div>
        )}
      </div>
      <p className={css.due}>
        {one.ended_at !== null && (
          <>
            <b>{when(one.ended_at, now)}</b>
            <span className="muted">{t("desk.ready_to_play")}</span>
          </>
        )}
      </p>
      <a
        className={`btn ${first ? "go" : ""}`}
        href={here(one.playback) + (begun ? `#t=${Math.floor(at / 1000)}` : "")}
        aria-label={t(`desk.play_title_${way}`, { time: clock(at), title: one.title })}
      >
        <Play className="i" aria-hidden="true" />
        {t(`desk.play_${way}`, { time: clock(at) })}
      </a>
    </li>
  );
}

interface Props {
  desk: Desk;
  classes: DeskClass[];
  now: number;
  /** One primary button in a view: here only when no class is on. */
  primary: boolean;
}

export function Ended({ desk, classes, now, primary }: Props) {
  const open = classes.findIndex((one) => progress(one).share < 1);
  return (
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
        <ul className={`card ${css.todo}`}>
          {classes.map((one, index) => (
            <Row
              key={one.id}
              one={one}
              course={courseOf(desk, one)}
              now={now}
              first={primary && index === open}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
