// A class that has not begun: its agenda, what is to be done before it, and its chat for whoever comes early.
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { TimelineAnswer } from "../../core/api";
import { isStaff } from "../../core/view/people";
import { AgendaEditor } from "../../panels/AgendaEditor";
import { AgendaList } from "../../panels/agenda";
import { ChatPanel } from "../../panels/chat";
import type { Drafts } from "../../panels/drafts";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import css from "./playback.module.css";
import type { Classroom } from "./useClassroom";

const TasksPanel = lazy(() => import("../../panels/tasks/TasksPanel"));

/** What is planned; those who lead change it here. */
function Agenda({ first, room }: { first: TimelineAnswer; room: Classroom }) {
  const [editing, setEditing] = useState(false);
  const { agenda } = room.timeline.live();
  const leads = isStaff(first.me.role);
  if (!leads && agenda.segments.length === 0) return null;
  return (
    <section className={css.planned} aria-label={t("playback.agenda")}>
      <h2>{t("playback.agenda")}</h2>
      {editing ? (
        <AgendaEditor segments={agenda.segments} act={room.act} onDone={() => setEditing(false)} />
      ) : (
        <>
          <AgendaList agenda={agenda} />
          {leads && (
            <Button onPress={() => setEditing(true)}>
              {agenda.segments.length ? t("playback.change_agenda") : t("playback.plan_class")}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

/** Students do what is open already, those who lead open it and see who has. */
function Tasks({ first, room, drafts }: { first: TimelineAnswer; room: Classroom; drafts: Drafts }) {
  const { timeline, act, files } = room;
  const here = useRef<HTMLElement>(null);
  useEffect(() => {
    if (location.hash === "#tasks") here.current?.scrollIntoView();
  }, []);
  return (
    <section ref={here} className={`${css.planned} ${css.beforeTasks}`} aria-label={t("tasks.before_class")}>
      <h2>{t("tasks.before_class")}</h2>
      <Suspense>
        <TasksPanel
          view={timeline.live()}
          people={timeline.people}
          me={first.me}
          mode="live"
          act={act}
          drafts={drafts}
          files={files}
        />
      </Suspense>
    </section>
  );
}

export function Before({ first, room }: { first: TimelineAnswer; room: Classroom }) {
  const [drafts] = useState<Drafts>(() => new Map());
  const { timeline, act, pending, retry, discard, files } = room;
  // In a class with a lobby nobody writes before they are let in.
  const view = timeline.live();
  const waits = view.lobby.door !== "open" && !isStaff(first.me.role);
  if (first.me.person === null || waits) return null;
  const tasks = isStaff(first.me.role) || view.tasks.tasks.length > 0;
  return (
    <>
      <Agenda first={first} room={room} />
      {tasks && <Tasks first={first} room={room} drafts={drafts} />}
      <section className={css.before} aria-label={t("playback.chat_before")}>
        <ChatPanel
          view={view}
          people={timeline.people}
          me={first.me}
          mode="live"
          act={act}
          drafts={drafts}
          pending={pending}
          retry={retry}
          discard={discard}
          files={files}
        />
      </section>
    </>
  );
}
