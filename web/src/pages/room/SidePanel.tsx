// The panel on the right: docked on wide windows, above the stage on narrow ones, a full sheet on the phone.
import { X } from "lucide-react";
import { lazy, Suspense, useEffect, useRef } from "react";
import type { LiveState } from "../../core/live";
import { present } from "../../core/view/people";
import { openQuestions } from "../../core/view/questions";
import { leftFor } from "../../core/view/tasks";
import { ChatPanel } from "../../panels/chat";
import { nameOf, type PanelProps } from "../../panels/props";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { Skeleton } from "../../ui/Skeleton";
import { Tabs } from "../../ui/Tabs";
import { type Room, type Shape, useRoom, useTold, useTyping } from "./context";
import type { PanelName } from "./MoreMenu";

const PeoplePanel = lazy(() => import("../../panels/people").then((one) => ({ default: one.PeoplePanel })));
const QuestionsPanel = lazy(() =>
  import("../../panels/questions").then((one) => ({ default: one.QuestionsPanel })),
);
const TranscriptPanel = lazy(() =>
  import("../../panels/transcript").then((one) => ({ default: one.TranscriptPanel })),
);
const PollsPanel = lazy(() => import("../../panels/polls").then((one) => ({ default: one.PollsPanel })));
const TasksPanel = lazy(() => import("../../panels/tasks/TasksPanel"));
const NotebookPanel = lazy(() => import("../../panels/notebook/Notebook"));

/** "Kofi writes", "Kofi and Priya write", "3 people write". */
function typingWords(typing: LiveState["typing"], { people, me }: Room): string {
  const now = performance.now();
  const names = Object.entries(typing)
    .filter(([id, until]) => id !== me && until > now)
    .map(([id]) => nameOf(people, id));
  const [name, other, ...more] = names;
  if (!name) return "";
  if (!other) return t("tools.writes", { name });
  return more.length
    ? t("tools.many_write", { count: names.length })
    : t("tools.both_write", { name, other });
}

interface Props {
  chosen: PanelName;
  shape: Shape;
  panel: PanelProps;
  choose: (panel: PanelName) => void;
  close: () => void;
}

export function SidePanel({ chosen, shape, panel: common, choose, close }: Props) {
  const room = useRoom();
  const view = useTold(room.session);
  const typing = typingWords(useTyping(room.session), room);
  const panel = { ...common, view };
  const frame = useRef<HTMLDivElement>(null);
  const covers = shape !== "desk";
  useEffect(() => {
    if (!covers) return;
    const before = document.activeElement as HTMLElement | null;
    frame.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
    return () => before?.focus?.();
  }, [covers]);
  const open = view.polls.polls.filter((one) => one.endedAt === null).length;
  const asked = openQuestions(view.questions).length;
  const { tasks, prepared } = view.tasks;
  const todo = room.leads ? 0 : leftFor(view.tasks, room.me);
  // There only where a class has any: most have none, and the row of tabs is full.
  const taskTab = (tasks.length > 0 || prepared.length > 0 || chosen === "tasks") && {
    id: "tasks",
    label: t("tasks.title"),
    count: todo,
    counts: t("tasks.todo_counted", { count: todo }),
    draw: () => (
      <Suspense fallback={<Skeleton lines={4} label={t("tasks.title")} />}>
        <TasksPanel {...panel} />
      </Suspense>
    ),
  };
  const tabs = [
    {
      id: "chat",
      label: t("tools.panel_chat"),
      draw: () => <ChatPanel {...panel} onTyping={room.session.live.typing} typing={typing} />,
    },
    {
      id: "people",
      label: t("tools.panel_people"),
      count: present(view.people).length,
      counts: t("tools.people_counted"),
      draw: () => (
        <Suspense>
          <PeoplePanel {...panel} />
        </Suspense>
      ),
    },
    {
      id: "questions",
      label: t("tools.questions_tab"),
      count: asked,
      counts: t("tools.questions_counted", { count: asked }),
      draw: () => (
        <Suspense>
          <QuestionsPanel {...panel} />
        </Suspense>
      ),
    },
    {
      id: "polls",
      label: t("tools.panel_polls"),
      count: open,
      counts: t("tools.polls_counted", { count: open }),
      draw: () => (
        <Suspense>
          <PollsPanel {...panel} />
        </Suspense>
      ),
    },
    ...(taskTab ? [taskTab] : []),
    {
      id: "notebook",
      label: t("tools.panel_notebook"),
      draw: () => (
        <Suspense fallback={<Skeleton lines={4} label={t("tools.notes_coming")} />}>
          <NotebookPanel {...panel} />
        </Suspense>
      ),
    },
    {
      id: "transcript",
      label: t("tools.panel_transcript"),
      draw: () => (
        <Suspense>
          <TranscriptPanel {...panel} />
        </Suspense>
      ),
    },
  ];
  return (
    // What covers the stage of a phone is the page's main part meanwhile; one element for both, so that what is open in it stays.
    <section
      role={shape === "phone" ? "main" : "complementary"}
      className={`panel ${shape}`}
      aria-label={t("tools.panel")}
      ref={frame}
      onKeyDown={(event) => {
        if (covers && event.key === "Escape" && !event.defaultPrevented) close();
      }}
    >
      <h2 className="vh">{tabs.find((tab) => tab.id === chosen)?.label}</h2>
      <Tabs label={t("tools.panel")} tabs={tabs} chosen={chosen} onChoose={(id) => choose(id as PanelName)} />
      <span className="panel-close">
        <IconButton label={t("tools.close_panel")} size="sm" onPress={close}>
          <X className="i" />
        </IconButton>
      </span>
    </section>
  );
}
