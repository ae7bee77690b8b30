// Transcript above, the class as it happened below; on small screens one of them at a time.
import { BookA } from "lucide-react";
import { lazy, memo, Suspense, useContext, useMemo, useState } from "react";
import type { Me, People } from "../../core/api";
import type { Chapter } from "../../core/playback/chapters";
import type { Player } from "../../core/playback/player";
import { unseenOf } from "../../core/view/notes";
import { isStaff } from "../../core/view/people";
import { answersSince } from "../../core/view/questions";
import { threadOf } from "../../core/view/replies";
import { may } from "../../core/view/rights";
import { leftFor } from "../../core/view/tasks";
import { isClosedTo } from "../../core/view/terms";
import type { View } from "../../core/view/types";
import { newlySaid } from "../../core/view/works";
import { ChatPanel } from "../../panels/chat";
import { CommentsPanel } from "../../panels/comments/CommentsPanel";
import type { Drafts } from "../../panels/drafts";
import { LateGroup } from "../../panels/LateGroup";
import type { PanelProps } from "../../panels/props";
import { QuestionsPanel } from "../../panels/questions";
import { TranscriptPanel } from "../../panels/transcript";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Chapters } from "./Chapters";
import css from "./playback.module.css";
import type { Classroom } from "./useClassroom";
import { LanguagesTool, WordChoice } from "./WordChoice";
import { Words } from "./words";

type Part = "class" | "summary" | "notes" | "tasks" | "questions" | "comments" | "transcript" | "chapters";

interface Props {
  player: Player;
  room: Classroom;
  view: View;
  full: View;
  me: Me;
  people: People;
  chapters: readonly Chapter[];
  chapter: number;
  /** Class ms, in whole seconds: enough for the transcript to follow. */
  second: number;
  seek: (at: number) => void;
  openedAt: number | null;
  /** Those who lead change the chapters. */
  change?: () => void;
}

/** The address may name a part. */
const atFirst = (): Part =>
  (["comments", "questions", "tasks"] as const).find((one) => location.hash === `#${one}`) ?? "class";

/** Whether the poll that was asked last has no answer of one's own yet. */
function waits(view: View, full: View, { person }: Me): boolean {
  const last = view.polls.polls.at(-1)?.poll;
  return full.polls.polls.some((one) => one.poll === last && !one.ballots.has(person));
}

/** What one has not seen is marked by more than its colour. */
const New = ({ count }: { count: number }) => (
  <span className={`${css.fresh} nums`}>{t("comments.count_new", { count })}</span>
);

const NotebookPanel = lazy(() => import("../../panels/notebook/Notebook"));
const GlossaryDialog = lazy(() => import("../../panels/glossary/GlossaryDialog"));
const TasksPanel = lazy(() => import("../../panels/tasks/TasksPanel"));
const News = lazy(() => import("./News"));
const Summary = lazy(() => import("../../panels/summary/Summary"));
const Chat = memo(ChatPanel);
const Transcript = memo(TranscriptPanel);
const Comments = memo(CommentsPanel);
const Questions = memo(QuestionsPanel);

export function Side(props: Props) {
  const { room, view, full, me, people, chapters, chapter, second, seek, openedAt, change } = props;
  const [part, setPart] = useState<Part>(atFirst);
  const [naming, setNaming] = useState(false);
  const [turned, setTurned] = useState(0); // the chat opens the thread that it is led to when it is drawn anew
  const [drafts] = useState<Drafts>(() => new Map());
  const { act, pending, retry, discard, tallies, askTally, files } = room;
  const { captions, language } = useContext(Words);
  const reading = useMemo(
    () => ({
      translated: language !== "",
      chooser: <WordChoice full={full} />,
      tool: <LanguagesTool {...{ room, full, me }} />,
    }),
    [language, room, full, me],
  );
  const panel: PanelProps = {
    view,
    whole: full,
    people,
    me,
    mode: "later",
    act,
    drafts,
    pending,
    retry,
    discard,
    tallies,
    askTally,
    files,
    seek,
    openedAt,
    position: second,
  };
  const comments = full.notes.comments.filter((one) => !one.redacted).length;
  const unseen = me.looks ? [] : unseenOf(full.notes, full.notes.seen, me.person);
  const questions = full.questions.questions.filter((one) => !one.redacted).length;
  const answers = me.looks ? [] : answersSince(full.questions, full.questions.read, me.person);
  const notes =
    full.notebook.places.size > 0 || (full.lesson.endedAt !== null && may(full, me, "write_notes"));
  const leads = isStaff(me.role);
  const todo = leads || me.looks ? 0 : leftFor(full.tasks, me.person);
  const said = leads || me.looks ? [] : newlySaid(full.tasks, me.person);
  const tasks = full.tasks.tasks.length > 0 || (leads && full.lesson.endedAt !== null);
  const names: { id: Part; name: string; count: number }[] = [
    { id: "class", name: t("playback.class"), count: 0 },
    { id: "summary", name: t("summary.title"), count: 0 },
    { id: "questions", name: t("playback.questions"), count: questions },
    ...(tasks ? [{ id: "tasks" as const, name: t("tasks.title"), count: todo }] : []),
    ...(notes ? [{ id: "notes" as const, name: t("playback.notes"), count: 0 }] : []),
    { id: "comments", name: t("playback.comments"), count: comments },
    { id: "transcript", name: t("playback.transcript"), count: 0 },
    ...(chapters.length > 0 || change
      ? [{ id: "chapters" as const, name: t("playback.chapters"), count: 0 }]
      : []),
  ];
  const lower = part === "transcript" || part === "chapters" ? "class" : part;
  const asks = lower === "class" && !leads && !me.looks && !isClosedTo(full, me) && waits(view, full, me);
  const showMoment = (at: number) => {
    setPart("class");
    seek(at);
  };
  const swap = (to: Part) => setPart(lower === to ? "class" : to);
  const glossary = leads && (
    <Button size="sm" kind="bare" onPress={() => setNaming(true)}>
      <BookA className="i s" aria-hidden="true" />
      {t("glossary.title")}
    </Button>
  );
  return (
    <aside
      className={css.side}
      data-part={part}
      data-asks={asks || undefined}
      aria-label={t("playback.side")}
    >
      <div className={css.parts} role="group" aria-label={t("playback.show")}>
        {names.map(({ id, name, count }) => (
          <button
            key={id}
            type="button"
            aria-pressed={part === id}
            data-opens={id}
            onClick={() => setPart(id)}
          >
            {name} {count > 0 && <span className="n nums">{count}</span>}
            {id === "questions" && answers.length > 0 && <New count={answers.length} />}
            {id === "comments" && unseen.length > 0 && <New count={unseen.length} />}
            {id === "tasks" && said.length > 0 && <New count={said.length} />}
          </button>
        ))}
      </div>
      <section className={css.transcript} aria-label={t("playback.transcript")}>
        <div className={css.sh}>
          <h2>{t("playback.transcript")}</h2>
          {glossary}
        </div>
        <Transcript
          view={full}
          people={people}
          me={me}
          mode="later"
          act={act}
          drafts={drafts}
          position={second}
          seek={seek}
          lines={captions.lines}
          language={reading}
        />
        {glossary && <p className={css.naming}>{glossary}</p>}
        {naming && (
          <Suspense>
            <GlossaryDialog
              place={`classes/${room.id}`}
              token={room.token}
              course=""
              close={() => setNaming(false)}
            />
          </Suspense>
        )}
      </section>
      <section className={css.happened} aria-label={t("playback.as_it_happened")}>
        <div className={css.sh}>
          <h2>{t("playback.as_it_happened")}</h2>
          <span className={`small muted row ${css.key}`}>
            <span className="dot" aria-hidden="true" /> {t("playback.live")}
            <span className="dot later" aria-hidden="true" /> {t("playback.later")}
          </span>
          <button
            type="button"
            className={css.swap}
            aria-pressed={lower === "summary"}
            onClick={() => swap("summary")}
          >
            {t("summary.title")}
          </button>
          <button
            type="button"
            className={css.swap}
            aria-pressed={lower === "questions"}
            onClick={() => swap("questions")}
          >
            {t("playback.questions")} {questions > 0 && <span className="nums">{questions}</span>}
            {answers.length > 0 && <New count={answers.length} />}
          </button>
          {tasks && (
            <button
              type="button"
              className={css.swap}
              aria-pressed={lower === "tasks"}
              onClick={() => swap("tasks")}
            >
              {t("tasks.title")} {todo > 0 && <span className="nums">{todo}</span>}
              {said.length > 0 && <New count={said.length} />}
            </button>
          )}
          {notes && (
            <button
              type="button"
              className={css.swap}
              aria-pressed={lower === "notes"}
              onClick={() => swap("notes")}
            >
              {t("playback.notes")}
            </button>
          )}
          <button
            type="button"
            className={css.swap}
            aria-pressed={lower === "comments"}
            onClick={() => swap("comments")}
          >
            {t("playback.comments")} {comments > 0 && <span className="nums">{comments}</span>}
            {unseen.length > 0 && <New count={unseen.length} />}
          </button>
        </div>
        <Suspense>
          <News
            {...{ room, view, full, people, me, act, second, leads }}
            openTasks={lower === "tasks" ? undefined : () => setPart("tasks")}
            showMessage={(message) => {
              drafts.set("thread", threadOf(full.chat, message));
              setTurned((times) => times + 1);
              showMoment(message.at);
            }}
            showMoment={showMoment}
          />
        </Suspense>
        {lower === "class" && <LateGroup {...panel} />}
        {lower === "class" && <Chat key={turned} {...panel} />}
        {lower === "summary" && (
          <Suspense>
            <Summary {...{ people, me, act, chapters, seek }} view={full} source={room} />
          </Suspense>
        )}
        {lower === "questions" && <Questions {...panel} />}
        {lower === "tasks" && (
          <Suspense>
            <TasksPanel {...panel} />
          </Suspense>
        )}
        {lower === "notes" && (
          <Suspense>
            <NotebookPanel {...panel} />
          </Suspense>
        )}
        {lower === "comments" && (
          <div className={css.comments}>
            <Comments {...panel} />
          </div>
        )}
      </section>
      {(chapters.length > 0 || change) && (
        <section className={css.chapterPart} aria-label={t("playback.all_chapters")}>
          <Chapters {...{ chapters, seek, change }} now={chapter} />
        </section>
      )}
    </aside>
  );
}
