// What completes this class for the reader: how far they are, what is missing with a way to each place, and until when.
import { Check, CircleHelp, ListTodo, Play, Vote } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { Mine } from "../../core/progress";
import { isCut } from "../../core/view/edit";
import type { View } from "../../core/view/types";
import { locale, t } from "../../texts";
import { Button } from "../../ui/Button";
import { clock, wallDay, wallTime } from "../../ui/clock";
import { Dialog } from "../../ui/Dialog";
import { lasting } from "../desk/model";
import css from "./playback.module.css";

interface Props {
  mine: Mine;
  full: View;
  seek: (at: number) => void;
}

const percent = (share: number): string =>
  (share / 100).toLocaleString(locale(), { style: "percent", maximumFractionDigits: 0 });

/** How many things are missing: watching is one, each poll, each task, each comment or question. */
export const missing = (mine: Mine): number =>
  (mine.left > 0 ? 1 : 0) +
  mine.polls.length +
  mine.tasks.length +
  Math.max(0, mine.posts_needed - mine.posts);

/** The polls with names that whoever watches comes by. */
const asked = (full: View): number =>
  full.polls.polls.filter((one) => !one.anonymous && !isCut(full.edit, one.openedAt)).length;

/** 0 to 1 over all that is asked for. */
function done(mine: Mine, polls: number): number {
  const parts: number[] = [];
  if (mine.needed > 0) parts.push(mine.left === 0 ? 1 : Math.min(1, mine.share / mine.needed));
  if (polls > 0) parts.push(Math.max(0, polls - mine.polls.length) / polls);
  const tasks = mine.tasks.length + mine.tasks_done;
  if (tasks > 0) parts.push(mine.tasks_done / tasks);
  if (mine.posts_needed > 0) parts.push(Math.min(1, mine.posts / mine.posts_needed));
  return parts.length ? parts.reduce((a, b) => a + b) / parts.length : 1;
}

function Until({ mine }: { mine: Mine }) {
  const { closes_at: closes, extended, complete } = mine;
  if (closes === null || complete) return null;
  const values = { day: wallDay(closes), time: wallTime(closes) };
  if (closes < Date.now()) return <p className="field-error">{t("late.was_until", values)}</p>;
  return <p className="muted">{t(extended ? "late.until_for_you" : "late.until", values)}</p>;
}

export function Completion({ mine, full, seek }: Props) {
  const [open, setOpen] = useState(false);
  const named = asked(full);
  const left = missing(mine);
  const share = done(mine, named);
  const closes = mine.closes_at;
  const over = closes !== null && closes < Date.now();
  const go = (at: number) => {
    seek(at);
    setOpen(false);
  };
  const words = mine.complete ? t("late.complete") : t("late.left", { count: left });
  return (
    <>
      <AriaButton
        className={`btn bare ${css.done}`}
        data-complete={mine.complete || undefined}
        aria-label={t(mine.complete ? "late.what_completes" : "late.what_is_missing", { count: left })}
        onPress={() => setOpen(true)}
      >
        <svg viewBox="0 0 34 20" fill="none" strokeWidth="4" strokeLinecap="round" aria-hidden="true">
          <path d="M3 18a14 14 0 0 1 28 0" stroke="var(--line)" />
          {share > 0 && (
            <path
              d="M3 18a14 14 0 0 1 28 0"
              stroke={mine.complete ? "var(--success)" : "var(--accent)"}
              pathLength="100"
              strokeDasharray={`${share * 100} 200`}
            />
          )}
        </svg>
        <b>{words}</b>
        {!mine.complete && closes !== null && (
          <span className={`${over ? css.over : "muted"} ${css.wide}`}>
            {t(over ? "late.closed_short" : "late.by", { day: wallDay(closes) })}
          </span>
        )}
      </AriaButton>
      <Dialog title={t("late.title")} open={open} onClose={() => setOpen(false)}>
        <List mine={mine} full={full} go={go} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

interface ListProps {
  mine: Mine;
  full: View;
  go: (at: number) => void;
  close: () => void;
}

function List({ mine, full, go, close }: ListProps) {
  const tasks = full.tasks.tasks.filter((one) => mine.tasks.includes(one.task));
  const polls = full.polls.polls.filter((one) => mine.polls.includes(one.poll));
  const named = asked(full);
  const first = mine.unseen[0]?.[0] ?? 0;
  const comment = () => {
    close();
    setTimeout(
      () => document.querySelector<HTMLElement>("[data-comment] :is(input, textarea)")?.focus(),
      300,
    );
  };
  const toTask = (at: number) => {
    go(at);
    document.querySelector<HTMLElement>('[data-opens="tasks"]')?.click();
  };
  return (
    <>
      <p>
        {mine.complete
          ? t(mine.how === "live" ? "late.complete_live" : "late.complete_later")
          : t("late.counts_the_same")}
      </p>
      <ul className={css.demands}>
        {mine.needed > 0 && (
          <li data-met={mine.left === 0 || undefined}>
            {mine.left === 0 ? (
              <Check className="i" aria-hidden="true" />
            ) : (
              <Play className="i" aria-hidden="true" />
            )}
            <span className="grow">
              {t("late.seen", { share: percent(mine.share), needed: percent(mine.needed) })}
              {mine.left > 0 && (
                <span className="muted"> · {t("late.still", { length: lasting(mine.left) })}</span>
              )}
            </span>
            {mine.left > 0 && (
              <Button size="sm" onPress={() => go(first)}>
                {t("late.watch_from", { time: clock(first) })}
              </Button>
            )}
          </li>
        )}
        {polls.map((one) => (
          <li key={one.poll}>
            <Vote className="i" aria-hidden="true" />
            <span className="grow">{t("late.poll", { question: one.question })}</span>
            <Button
              size="sm"
              aria-label={t("late.answer_at_of", { time: clock(one.openedAt), question: one.question })}
              onPress={() => go(one.openedAt)}
            >
              {t("late.answer_at", { time: clock(one.openedAt) })}
            </Button>
          </li>
        ))}
        {named > 0 && full.terms.terms.polls && mine.polls.length === 0 && (
          <li data-met>
            <Check className="i" aria-hidden="true" />
            <span className="grow">{t("late.polls_met", { count: named })}</span>
          </li>
        )}
        {tasks.map(({ task, at, what: { title } }) => (
          <li key={task}>
            <ListTodo className="i" aria-hidden="true" />
            <span className="grow" dir="auto">
              {t("late.task", { title })}
            </span>
            <Button size="sm" aria-label={t("late.do_task_named", { title })} onPress={() => toTask(at)}>
              {t("late.do_task")}
            </Button>
          </li>
        ))}
        {mine.tasks_done > 0 && (
          <li data-met>
            <Check className="i" aria-hidden="true" />
            <span className="grow">{t("late.tasks_met", { count: mine.tasks_done })}</span>
          </li>
        )}
        {mine.posts_needed > 0 && (
          <li data-met={mine.posts >= mine.posts_needed || undefined}>
            {mine.posts >= mine.posts_needed ? (
              <Check className="i" aria-hidden="true" />
            ) : (
              <CircleHelp className="i" aria-hidden="true" />
            )}
            <span className="grow">{t("late.posts", { count: mine.posts, needed: mine.posts_needed })}</span>
            {mine.posts < mine.posts_needed && (
              <Button size="sm" onPress={comment}>
                {t("late.write_comment")}
              </Button>
            )}
          </li>
        )}
      </ul>
      <Until mine={mine} />
    </>
  );
}
