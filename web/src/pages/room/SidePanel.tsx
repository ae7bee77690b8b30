// The panel on the right: docked on wide windows, above the stage on narrow ones, a full sheet on the phone.
import { X } from "lucide-react";
import { lazy, Suspense, useEffect, useRef } from "react";
import { present } from "../../core/view/people";
import { openQuestions } from "../../core/view/questions";
import { ChatPanel } from "../../panels/chat";
import { PollsPanel } from "../../panels/polls";
import { nameOf, type PanelProps } from "../../panels/props";
import { TranscriptPanel } from "../../panels/transcript";
import { IconButton } from "../../ui/Button";
import { Skeleton } from "../../ui/Skeleton";
import { Tabs } from "../../ui/Tabs";
import { type Room, type Shape, useRoom } from "./context";
import type { PanelName } from "./MoreMenu";

const PeoplePanel = lazy(() => import("../../panels/people").then((one) => ({ default: one.PeoplePanel })));
const QuestionsPanel = lazy(() =>
  import("../../panels/questions").then((one) => ({ default: one.QuestionsPanel })),
);
const NotebookPanel = lazy(() => import("../../panels/notebook/Notebook"));

/** "Kofi writes", "Kofi and Priya write", "3 people write". */
function typingWords({ state, people, me }: Room): string {
  const now = performance.now();
  const names = Object.entries(state.typing)
    .filter(([id, until]) => id !== me && until > now)
    .map(([id]) => nameOf(people, id));
  if (names.length === 0) return "";
  if (names.length === 1) return `${names[0]} writes…`;
  return names.length === 2 ? `${names[0]} and ${names[1]} write…` : `${names.length} people write…`;
}

interface Props {
  chosen: PanelName;
  shape: Shape;
  panel: PanelProps;
  choose: (panel: PanelName) => void;
  close: () => void;
}

export function SidePanel({ chosen, shape, panel, choose, close }: Props) {
  const room = useRoom();
  const { view } = panel;
  const frame = useRef<HTMLElement>(null);
  const covers = shape !== "desk";
  useEffect(() => {
    if (!covers) return;
    const before = document.activeElement as HTMLElement | null;
    frame.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
    return () => before?.focus?.();
  }, [covers]);
  const open = view.polls.polls.filter((one) => one.endedAt === null).length;
  const tabs = [
    {
      id: "chat",
      label: "Chat",
      draw: () => <ChatPanel {...panel} onTyping={room.session.live.typing} typing={typingWords(room)} />,
    },
    {
      id: "people",
      label: "People",
      count: present(view.people).length,
      counts: "in the room",
      draw: () => (
        <Suspense>
          <PeoplePanel {...panel} />
        </Suspense>
      ),
    },
    {
      id: "questions",
      label: "Q&A",
      count: openQuestions(view.questions).length,
      counts: "open questions",
      draw: () => (
        <Suspense>
          <QuestionsPanel {...panel} />
        </Suspense>
      ),
    },
    { id: "polls", label: "Polls", count: open, counts: "open", draw: () => <PollsPanel {...panel} /> },
    {
      id: "notebook",
      label: "Notes",
      draw: () => (
        <Suspense fallback={<Skeleton lines={4} label="The notes are on their way" />}>
          <NotebookPanel {...panel} />
        </Suspense>
      ),
    },
    { id: "transcript", label: "Transcript", draw: () => <TranscriptPanel {...panel} /> },
  ];
  // What covers the stage of a phone is the page's main part meanwhile.
  const Frame = shape === "phone" ? "main" : "aside";
  return (
    <Frame
      className={`panel ${shape}`}
      aria-label="Panel"
      ref={frame}
      onKeyDown={(event) => {
        if (covers && event.key === "Escape" && !event.defaultPrevented) close();
      }}
    >
      <h2 className="vh">{tabs.find((tab) => tab.id === chosen)?.label}</h2>
      <Tabs label="Panel" tabs={tabs} chosen={chosen} onChoose={(id) => choose(id as PanelName)} />
      <span className="panel-close">
        <IconButton label="Close panel" size="sm" onPress={close}>
          <X className="i" />
        </IconButton>
      </span>
    </Frame>
  );
}
