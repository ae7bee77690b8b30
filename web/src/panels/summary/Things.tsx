// What a class leaves behind, in lists: key terms, tasks, questions, links and files, each leading to its moment.
import { CircleHelp, ExternalLink, Link as LinkSign, ListChecks, Paperclip } from "lucide-react";
import { type ReactNode, useRef } from "react";
import type { People } from "../../core/api";
import type { Digest, KeyTerm, QuestionAsked, TaskSet } from "../../core/summary";
import { t } from "../../texts";
import { clock } from "../../ui/clock";
import { nameOf } from "../props";
import css from "./summary.module.css";

interface Props {
  digest: Digest;
  people: People;
  seek: (at: number) => void;
}

interface AtProps {
  at: number;
  what: string;
  seek: (at: number) => void;
}

/** The moment of something, as a way there. */
export function At({ at, what, seek }: AtProps) {
  return (
    <button
      type="button"
      className={`${css.at} nums`}
      aria-label={t("summary.go_to", { time: clock(at), what })}
      onClick={() => seek(at)}
    >
      {clock(at)}
    </button>
  );
}

export function Part({ title, sign, children }: { title: string; sign?: ReactNode; children: ReactNode }) {
  return (
    <article aria-label={title}>
      <h3>
        {sign} {title}
      </h3>
      {children}
    </article>
  );
}

/** Pressed again, a term leads to its next moment. */
function Term({ term, seek }: { term: KeyTerm; seek: (at: number) => void }) {
  const next = useRef(0);
  const [first = 0] = term.moments;
  return (
    <li>
      <button
        type="button"
        className={css.term}
        title={term.meaning || undefined}
        aria-label={t("summary.term_at", { term: term.term, count: term.times, time: clock(first) })}
        onClick={() => {
          seek(term.moments[next.current % term.moments.length] ?? first);
          next.current += 1;
        }}
      >
        <span dir="auto">{term.term}</span> <span className="small muted nums">{term.times}</span>
      </button>
      {term.meaning && (
        <span className="small muted" dir="auto">
          {term.meaning}
        </span>
      )}
    </li>
  );
}

export function Terms({ digest, seek }: Pick<Props, "digest" | "seek">) {
  if (digest.terms.length === 0) return null;
  return (
    <Part title={t("summary.terms")}>
      <ul className={css.terms}>
        {digest.terms.map((term) => (
          <Term key={term.term} term={term} seek={seek} />
        ))}
      </ul>
    </Part>
  );
}

function taskWords({ kind, text }: TaskSet): string {
  if (kind === "task") return t("late.task", { title: text });
  return kind === "poll" ? t("summary.task_poll", { question: text }) : text;
}

function answerOf({ answer }: QuestionAsked): string {
  if (answer === null) return t("summary.open_question");
  return answer ? t("summary.answered", { text: answer }) : t("summary.answered_aloud");
}

export function Things({ digest, people, seek }: Props) {
  const { tasks, questions, links, files, posts } = digest;
  const who = (person: string | null) => (person ? nameOf(people, person) : null);
  return (
    <>
      {(tasks.length > 0 || posts > 0) && (
        <Part title={t("summary.tasks")} sign={<ListChecks className="i s" aria-hidden="true" />}>
          <ul className={css.list}>
            {posts > 0 && <li>{t("summary.posts", { count: posts })}</li>}
            {tasks.map((task) => (
              <li key={`${task.kind}${task.at}${task.text}`}>
                <At at={task.at} what={taskWords(task)} seek={seek} />
                <span dir="auto">{taskWords(task)}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {questions.length > 0 && (
        <Part title={t("summary.questions")} sign={<CircleHelp className="i s" aria-hidden="true" />}>
          <ul className={css.list}>
            {questions.map((one) => (
              <li key={one.question}>
                <At at={one.at} what={one.text} seek={seek} />
                <span>
                  <span dir="auto">{one.text}</span>
                  <span className="small muted" dir="auto" data-open={one.answer === null || undefined}>
                    {answerOf(one)}
                    {one.votes > 0 && ` · ${t("summary.votes", { count: one.votes })}`}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {links.length > 0 && (
        <Part title={t("summary.links")} sign={<LinkSign className="i s" aria-hidden="true" />}>
          <ul className={css.list}>
            {links.map((one) => (
              <li key={one.url}>
                <At at={one.at} what={one.url} seek={seek} />
                <span>
                  <a
                    href={one.url}
                    target="_blank"
                    rel="noopener noreferrer"
                    dir="ltr"
                    aria-label={t("summary.open_link", { address: one.url })}
                  >
                    {one.url.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "")}
                    <ExternalLink className="i s" aria-hidden="true" />
                  </a>
                  <span className="small muted">{who(one.person)}</span>
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {files.length > 0 && (
        <Part title={t("summary.files")} sign={<Paperclip className="i s" aria-hidden="true" />}>
          <ul className={css.list}>
            {files.map((one) => (
              <li key={one.file}>
                <At at={one.at} what={one.name} seek={seek} />
                <span>
                  <span dir="auto">{one.name}</span>
                  <span className="small muted">{who(one.person)}</span>
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}
