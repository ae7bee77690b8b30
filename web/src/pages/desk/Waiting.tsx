// What waits for those who lead: open questions and works, the oldest first, and who has not begun what closes next.
import { CircleCheckBig, Play } from "lucide-react";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { ApiError, api, type Desk, newId } from "../../core/api";
import {
  type ClassStanding,
  progressApi,
  type WaitingQuestion,
  type Waiting as Waits,
} from "../../core/progress";
import { answerBy } from "../../core/view/terms";
import { Promised } from "../../panels/Promised";
import { locale, t } from "../../texts";
import { Button } from "../../ui/Button";
import { clock } from "../../ui/clock";
import { Empty } from "../../ui/Empty";
import { TextField } from "../../ui/TextField";
import css from "./desk.module.css";
import { HandedIn } from "./HandedIn";
import { agoWords, here, leftWords } from "./model";

const EVERY = 20_000;
const FIRST = 5;

interface Props {
  desk: Desk;
  now: number;
}

function useWaiting(): { waits: Waits | null; look: () => void } {
  const [waits, setWaits] = useState<Waits | null>(null);
  const look = useCallback(() => {
    progressApi.waiting().then(setWaits, () => undefined);
  }, []);
  useEffect(() => {
    look();
    const timer = window.setInterval(() => document.visibilityState === "visible" && look(), EVERY);
    return () => window.clearInterval(timer);
  }, [look]);
  return { waits, look };
}

export function Waiting({ desk, now }: Props) {
  const { waits, look } = useWaiting();
  const [all, setAll] = useState(false);
  if (!waits || waits.questions.length + waits.works.length + waits.open.length + waits.recent.length === 0)
    return null;
  const playback = (id: string) => here(desk.classes.find((one) => one.id === id)?.playback ?? `/play/${id}`);
  const shown = all ? waits.questions : waits.questions.slice(0, FIRST);
  const closing = new Set(waits.open.map((one) => one.class));
  const standings = [...waits.open, ...waits.recent.filter((one) => !closing.has(one.class))];
  return (
    <>
      <section className={css.sec} aria-labelledby="unanswered">
        <header>
          <h2 id="unanswered">{t("late.unanswered")}</h2>
          {waits.questions.length > 0 && <span className="muted">{t("late.oldest_first")}</span>}
        </header>
        {waits.questions.length === 0 ? (
          <div className="card">
            <Empty icon={<CircleCheckBig className="i" aria-hidden="true" />} title={t("late.all_answered")}>
              {t("late.all_answered_hint")}
            </Empty>
          </div>
        ) : (
          <ul className={`card ${css.waiting}`}>
            {shown.map((one) => (
              <Question
                key={`${one.class} ${one.question}`}
                one={one}
                now={now}
                playback={playback}
                answered={look}
              />
            ))}
          </ul>
        )}
        {waits.questions.length > shown.length && (
          <Button kind="bare" onPress={() => setAll(true)}>
            {t("late.show_all", { count: waits.questions.length })}
          </Button>
        )}
      </section>
      <HandedIn works={waits.works} now={now} playback={playback} />
      {standings.length > 0 && <Standings standings={standings} now={now} playback={playback} />}
    </>
  );
}

interface StandingsProps {
  standings: readonly ClassStanding[];
  now: number;
  playback: (id: string) => string;
}

/** What closes first at the top; of many classes the rest when it is asked for. */
function Standings({ standings, now, playback }: StandingsProps) {
  const [all, setAll] = useState(false);
  const shown = all ? standings : standings.slice(0, FIRST);
  return (
    <section className={css.sec} aria-labelledby="standings">
      <header>
        <h2 id="standings">{t("late.there_or_later")}</h2>
      </header>
      <ul className={`card ${css.standings}`}>
        {shown.map((one) => (
          <Standing key={one.class} one={one} now={now} playback={playback} />
        ))}
      </ul>
      {standings.length > shown.length && (
        <Button kind="bare" onPress={() => setAll(true)}>
          {t("late.show_all", { count: standings.length })}
        </Button>
      )}
    </section>
  );
}

interface QuestionProps {
  one: WaitingQuestion;
  now: number;
  playback: (id: string) => string;
  answered: () => void;
}

function Question({ one, now, playback, answered }: QuestionProps) {
  const [text, setText] = useState<string | null>(null);
  const [wrong, setWrong] = useState("");
  const overdue = one.promise !== null && answerBy(one.wrote, one.promise) < now;
  const who = one.anonymous || !one.name ? t("late.somebody") : one.name;
  const answer = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const words = (text ?? "").trim();
      await api.command(one.class, {
        id: newId("a"),
        do: "AnswerQuestion",
        question: one.question,
        text: words,
      });
      setText(null);
      answered();
    } catch (problem) {
      setWrong(problem instanceof ApiError ? `${problem.message} ${problem.next}` : t("ui.did_not_work"));
    }
  };
  return (
    <li data-overdue={overdue || undefined}>
      <div className={css.age}>
        <b>{agoWords(one.wrote, now)}</b>
      </div>
      <div className={css.what}>
        <p className="small muted">
          {t(one.late ? "late.asked_later" : "late.asked_live", { name: who, title: one.title })}
          {one.votes > 0 && <> · {t("late.votes", { count: one.votes })}</>}
        </p>
        <p className={css.asked} dir="auto">
          {one.text}
        </p>
        {text !== null && (
          <form className={css.answer} onSubmit={(event) => void answer(event)}>
            <TextField
              label={t("late.your_answer")}
              value={text}
              onChange={setText}
              rows={2}
              maxLength={5000}
              error={wrong}
              autoFocus
            />
            <div className="row">
              <Button kind="bare" size="sm" onPress={() => setText(null)}>
                {t("polls.cancel")}
              </Button>
              <Button kind="go" size="sm" type="submit" isDisabled={!text.trim()}>
                {t("late.send_answer")}
              </Button>
            </div>
          </form>
        )}
        <div className={`row wrap ${css.extras}`}>
          {text === null && (
            <Button
              size="sm"
              aria-label={t("late.answer_of", { text: one.text })}
              onPress={() => setText("")}
            >
              {t("late.answer")}
            </Button>
          )}
          <a className="btn bare sm nums" href={`${playback(one.class)}#t=${Math.floor(one.at / 1000)}`}>
            <Play className="i s" aria-hidden="true" />
            {t("late.play_at", { time: clock(one.at) })}
          </a>
          {one.promise !== null && <Promised wrote={one.wrote} days={one.promise} now={now} />}
        </div>
      </div>
    </li>
  );
}

function names({ not_begun: some = [], students, begun }: ClassStanding): string {
  const list = new Intl.ListFormat(locale());
  const more = students - begun - some.length;
  const words = some.map((one) => one.name);
  return list.format(more > 0 ? [...words, t("late.more_people", { count: more })] : words);
}

function Standing({
  one,
  now,
  playback,
}: {
  one: ClassStanding;
  now: number;
  playback: (id: string) => string;
}) {
  const open = one.students - one.live - one.later;
  const share = (part: number) => `${one.students ? (part / one.students) * 100 : 0}%`;
  const runs = one.closes_at === null || one.closes_at > now;
  return (
    <li>
      <div className="row wrap">
        <h3 className="grow">
          <a className="plain" href={`${playback(one.class)}#late-work`}>
            {one.title}
          </a>
        </h3>
        {one.closes_at !== null && runs && open > 0 && (
          <span className="small muted">{leftWords(one.closes_at, now)}</span>
        )}
      </div>
      <div className={css.bar} aria-hidden="true">
        <span style={{ inlineSize: share(one.live) }} />
        <span data-later="" style={{ inlineSize: share(one.later) }} />
      </div>
      <p className="small muted nums">
        {t("late.students_stand", { live: one.live, later: one.later, open })}
      </p>
      {runs && one.begun < one.students && (one.not_begun?.length ?? 0) > 0 && (
        <p className="small">{t("late.not_begun", { names: names(one) })}</p>
      )}
    </li>
  );
}
