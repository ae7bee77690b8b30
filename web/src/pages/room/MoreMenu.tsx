// What does not fit into the bar: small windows' controls, recording, layout, keys and the look.
import {
  Activity,
  ChartBarBig,
  CircleHelp,
  ClipboardList,
  Dices,
  DoorOpen,
  Ellipsis,
  Film,
  Keyboard,
  ListChecks,
  ListTodo,
  Lock,
  Network,
  NotebookPen,
  ScreenShare,
  Timer,
  Users,
} from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { type Choices, MODES, type Mode } from "../../core/choices";
import { LANGUAGES, type Language, language, speak, t } from "../../texts";
import { useCaptionGroups } from "../../ui/captions";
import { Menu, type MenuEntry, type MenuGroup } from "../../ui/Menu";
import type { Theme } from "../../ui/theme";
import { type Arranged, LAYOUT_WORDS, layoutsFor, useArranged } from "./arrange";
import { backgroundGroup } from "./background";
import type { Comings } from "./comings";
import { type Shape, useChoices, useRoom } from "./context";
import { ownRecording, recordingEntries } from "./recordingEntries";
import { screenEntries, soundEntries } from "./wishes";

export type PanelName = "chat" | "people" | "questions" | "polls" | "tasks" | "notebook" | "transcript";
export interface BarState {
  shape: Shape;
  panel: PanelName | null;
  toggle: (panel: PanelName) => void;
  unread: number;
  captions: boolean;
  setCaptions: (on: boolean) => void;
  sink: string;
  setSink: (id: string) => void;
  openAttendance: () => void;
  openBreakouts: () => void;
  openKeys: () => void;
  openLine: () => void;
  openLocks: () => void;
  chime: boolean;
  setChime: (on: boolean) => void;
  openEnd: () => void;
  openTimer: () => void;
  openAgenda: () => void;
  openFilms: () => void;
  comings: Comings;
  setComings: (change: Partial<Comings>) => void;
  /** Whether the signs to choose from are open. */
  reacting: boolean;
  setReacting: (open: boolean) => void;
  leave: ReactNode;
  theme: Theme;
  onTheme: (chosen: Theme) => void;
}

function layoutEntries(arranged: Arranged, shape: Shape, mayLay: boolean): MenuEntry[] {
  const entries: MenuEntry[] = layoutsFor(shape).map((one) => ({
    id: `layout-${one}`,
    label: LAYOUT_WORDS[one],
    chosen: arranged.layout === one,
    run: () => arranged.choose(one),
  }));
  if (arranged.laid)
    entries.push({
      id: "follow",
      label: t("tools.follow_layout"),
      chosen: arranged.follows,
      run: () => arranged.setFollows(!arranged.follows),
    });
  if (mayLay)
    entries.push({
      id: "lead",
      label: t("tools.lead_layout"),
      chosen: arranged.leads,
      run: () => arranged.setLeads(!arranged.leads),
    });
  return entries;
}

/** The page is drawn anew in another language; one's place in the class is held meanwhile. */
export const languageEntries = (): MenuEntry[] =>
  (Object.keys(LANGUAGES) as Language[]).map((one) => ({
    id: `language-${one}`,
    label: LANGUAGES[one],
    chosen: one === language(),
    run: () => one === language() || speak(one),
  }));

/** Without `getDisplayMedia` (phones) a screen cannot be shared. */
export const canShare = () => Boolean(navigator.mediaDevices && "getDisplayMedia" in navigator.mediaDevices);

function moreGroups(
  bar: BarState,
  room: ReturnType<typeof useRoom>,
  choices: Choices,
  captions: MenuGroup[],
  arranged: Arranged,
): MenuGroup[] {
  const { session, devices, view, leads, may, tell } = room;
  const { act } = session.live.commands;
  const small: MenuEntry[] = [];
  if (bar.shape === "phone") {
    if (canShare())
      small.push({
        id: "share",
        label: t("tools.share_screen"),
        icon: <ScreenShare className="i s" />,
        run: () => void session.setScreen(!devices.screen),
      });
    small.push({
      id: "people",
      label: t("tools.panel_people"),
      icon: <Users className="i s" />,
      run: () => bar.toggle("people"),
    });
  }
  if (bar.shape !== "desk") {
    small.push({
      id: "questions",
      label: t("tools.panel_questions"),
      icon: <CircleHelp className="i s" />,
      run: () => bar.toggle("questions"),
    });
    small.push({
      id: "polls",
      label: t("tools.panel_polls"),
      icon: <ChartBarBig className="i s" />,
      run: () => bar.toggle("polls"),
    });
    small.push({
      id: "notebook",
      label: t("tools.panel_notebook"),
      icon: <NotebookPen className="i s" />,
      run: () => bar.toggle("notebook"),
    });
    small.push({
      id: "captions",
      label: t("tools.captions"),
      chosen: bar.captions,
      run: () => bar.setCaptions(!bar.captions),
    });
    if (may("manage_breakouts") || view.breakouts.state === "open")
      small.push({
        id: "breakouts",
        label: t("tools.breakouts"),
        icon: <Network className="i s" />,
        run: bar.openBreakouts,
      });
  }
  const lead = recordingEntries(room);
  if (may("grant") || may("admit"))
    lead.push({ id: "locks", label: t("tools.locks"), icon: <Lock className="i s" />, run: bar.openLocks });
  if (leads)
    lead.push({
      id: "chime",
      label: t("tools.hand_chime"),
      chosen: bar.chime,
      run: () => bar.setChime(!bar.chime),
    });
  if (may("open_and_end") && bar.shape !== "desk")
    lead.push({
      id: "end",
      label: t(view.lesson.draft ? "alone.end" : "tools.end_class"),
      icon: <DoorOpen className="i s" />,
      danger: true,
      run: bar.openEnd,
    });
  const tools = ownRecording(room);
  if (leads || view.agenda.segments.length > 0)
    tools.push({
      id: "agenda",
      label: t("tools.agenda"),
      icon: <ListChecks className="i s" />,
      run: bar.openAgenda,
    });
  if (leads || view.tasks.tasks.length > 0)
    tools.push({
      id: "tasks",
      label: t("tasks.title"),
      icon: <ListTodo className="i s" />,
      run: () => bar.toggle("tasks"),
    });
  if (leads)
    tools.push(
      {
        id: "timer",
        label: t("tools.timer_and_stopwatch"),
        icon: <Timer className="i s" />,
        run: bar.openTimer,
      },
      {
        id: "pick",
        label: t("tools.pick_student"),
        icon: <Dices className="i s" />,
        run: () =>
          void act({ do: "PickPerson" }).then(
            (outcome) => outcome.ok || tell(`${outcome.error.message} ${outcome.error.next}`, "bad"),
          ),
      },
    );
  tools.push({
    id: "attendance",
    label: t(leads ? "tools.attendance" : "tools.your_part"),
    icon: <ClipboardList className="i s" />,
    run: bar.openAttendance,
  });
  if (may("slides"))
    tools.push({
      id: "films",
      label: t("tools.play_film"),
      icon: <Film className="i s" />,
      run: bar.openFilms,
    });
  const themes = (["system", "light", "dark"] as const).map((one) => ({
    id: `theme-${one}`,
    label: t(`tools.theme_${one}`),
    chosen: bar.theme === one,
    run: () => bar.onTheme(one),
  }));
  const phone = bar.shape === "phone";
  const modes = (Object.keys(MODES) as Mode[]).map((mode) => ({
    id: `mode-${mode}`,
    label: MODES[mode],
    chosen: choices.mode === mode,
    run: () => void session.preferences.setMode(mode),
  }));
  return [
    { entries: small },
    { entries: tools },
    { entries: lead },
    { title: t("tools.layout"), entries: layoutEntries(arranged, bar.shape, may("spotlight")) },
    { title: t("tools.pictures"), entries: modes, short: true },
    { title: t("tools.microphone"), entries: phone ? soundEntries(session, choices) : [] },
    { title: t("tools.shared_screen"), entries: phone && canShare() ? screenEntries(session, choices) : [] },
    ...(phone ? [backgroundGroup(session)] : []),
    {
      entries: [
        { id: "line", label: t("tools.connection"), icon: <Activity className="i s" />, run: bar.openLine },
        { id: "keys", label: t("tools.shortcuts"), icon: <Keyboard className="i s" />, run: bar.openKeys },
      ],
    },
    {
      title: t("tools.comings"),
      entries: [
        {
          id: "coming-notice",
          label: t("tools.comings_notice"),
          chosen: bar.comings.notice,
          run: () => bar.setComings({ notice: !bar.comings.notice }),
        },
        {
          id: "coming-sound",
          label: t("tools.comings_sound"),
          chosen: bar.comings.sound,
          run: () => bar.setComings({ sound: !bar.comings.sound }),
        },
      ],
    },
    ...(bar.captions ? captions : []),
    { title: t("tools.look"), entries: themes },
    { title: t("ui.language"), entries: languageEntries(), short: true },
  ];
}

export function More({ bar }: { bar: BarState }) {
  const room = useRoom();
  const choices = useChoices();
  const captions = useCaptionGroups();
  const arranged = useArranged();
  return (
    <Menu label={t("tools.more")} groups={moreGroups(bar, room, choices, captions, arranged)} placement="top">
      <AriaButton className="bb" aria-label={t("tools.more")}>
        <Ellipsis className="i" aria-hidden="true" />
        <span aria-hidden="true">{t("tools.more")}</span>
      </AriaButton>
    </Menu>
  );
}
