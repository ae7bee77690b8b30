// The room: the class while it goes on.
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { reaches } from "../core/view/breakouts";
import type { Drafts } from "../panels/drafts";
import type { PanelProps } from "../panels/props";
import type { Asked } from "../panels/slash/row";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { InLanguage } from "../ui/InLanguage";
import { Toasts, useToasts } from "../ui/Toast";
import { theme as chosenTheme, setTheme, type Theme } from "../ui/theme";
import type { RoomEntry } from "./entry";
import { ArrangedContext, useArranging } from "./room/arrange";
import { Banners } from "./room/Banners";
import { BottomBar } from "./room/BottomBar";
import { Signs } from "./room/ClassTools";
import { useComings } from "./room/comings";
import { type Room, RoomContext, useOthersLines, useSession, useShape } from "./room/context";
import { EndDialog, LeaveDialog } from "./room/Dialogs";
import { useDrawn, usePanel } from "./room/drawn";
import { Filmstrip } from "./room/Filmstrip";
import { useHandChime } from "./room/handChime";
import { useKeys } from "./room/keys";
import type { BarState } from "./room/MoreMenu";
import { Failed, Gone, Joining, Left, ServerBusy, Waiting } from "./room/Over";
import { useOpenPanel } from "./room/openPanel";
import { usePrepared, useStartNext } from "./room/prepared";
import "./room/room.css";
import { Sound } from "./room/Sound";
import { Stage } from "./room/Stage";
import { useCaptionsChoice, useUnread } from "./room/seen";
import { Session } from "./room/session";
import { useSteering } from "./room/steering";
import { TopBar } from "./room/TopBar";
import { useGiven, useLit, useNamed, useSaid } from "./room/told";

const KeysDialog = lazy(() => import("./room/KeysDialog"));
const LineDialog = lazy(() => import("./room/LineDialog"));
const ToolDialog = lazy(() => import("./room/ToolDialogs"));
const LocksDialog = lazy(() => import("../panels/rights").then((one) => ({ default: one.LocksDialog })));

/** Tracks in another room are forgotten, so that nobody is heard through a wall. */
function useWalls({ session, view, me }: Omit<Room, "tell">) {
  useEffect(() => {
    const near = [...view.tracks.byId.values()].filter((one) => reaches(view, one, me));
    session.media.receiving.keep(new Set(near.map((one) => one.track)));
  });
}

/** What others were refused is told in the panel; what a click was refused is told here. */
function usePanelProps(room: Omit<Room, "tell">, tell: Room["tell"]): PanelProps {
  const { session, state, view, people } = room;
  const { commands } = session.live;
  const [pending, setPending] = useState(commands.pending);
  const qualities = useOthersLines(session);
  const prepared = usePrepared(room);
  const [drafts] = useState<Drafts>(() => new Map());
  useEffect(() => commands.subscribe(() => setPending(commands.pending)), [commands]);
  const act = useCallback<PanelProps["act"]>(
    async (command) => {
      const outcome = await commands.act(command);
      const quiet =
        command.do === "Say" ||
        command.do === "Vote" ||
        command.do === "OpenPoll" ||
        command.do === "AskQuestion" ||
        command.do === "OpenBreakouts" ||
        command.do === "WriteNotebook";
      if (!outcome.ok && !quiet) tell(`${outcome.error.message} ${outcome.error.next}`, "bad");
      return outcome;
    },
    [commands, tell],
  );
  const wire = useMemo(() => {
    const { signal, onSignal } = session.live;
    return { tell: signal.bind(session.live), listen: onSignal.bind(session.live) };
  }, [session]);
  return {
    view,
    people,
    me: state.me,
    mode: "live",
    wire,
    act,
    drafts,
    pending,
    retry: commands.retry,
    discard: commands.drop,
    tallies: state.tallies,
    qualities,
    prepared,
    askTally: session.live.askTally,
    openedAt: view.lesson.openedAt,
    files: session.live.files,
  };
}

function LiveRoom({ room, onLeave }: { room: Room; onLeave: () => void }) {
  const { session, view, me, leads, devices, tell } = room;
  const shape = useShape();
  const drawn = useDrawn(session);
  const SidePanel = usePanel(drawn > 0);
  const common = usePanelProps(room, tell);
  const arranged = useArranging(room, common.act, shape);
  const panelProps = { ...common, pins: arranged.pins, pin: arranged.pin };
  const { panel, setPanel, toggle } = useOpenPanel(shape);
  const [dialog, setDialog] = useState<Asked | null>(null);
  const [reacting, setReacting] = useState(false);
  const [captions, setCaptions] = useCaptionsChoice();
  const [sink, setSink] = useState("");
  const [chime, setChime] = useHandChime(view.hands, me, leads);
  const [theme, setThemeState] = useState<Theme>(chosenTheme);
  const unread = useUnread(session, panel === "chat", me);
  useNamed(room, panel === "chat");
  const comings = useComings(room);
  useLit(room);
  useGiven(room);
  useSaid(room, panel === "tasks");
  useWalls(room);
  const startNext = useStartNext(panelProps.prepared ?? [], room, panelProps.act);
  const held = useRef(false);
  const setup = {
    captions,
    setCaptions,
    layout: arranged.layout,
    setLayout: arranged.choose,
    setReacting,
    toggle,
    setPanel,
    setDialog,
    startNext,
    leave: onLeave,
  };
  const { steering, press } = useSteering(room, setup, panelProps.act);
  const hold = (down: boolean) => {
    if (down && devices.microphone) return;
    if (!down && !held.current) return;
    held.current = down;
    void session.setMicrophone(down);
  };
  const keys = useKeys(press, hold);
  const leave = (
    <>
      {leads && shape === "desk" && (
        <Button kind="stop" onPress={() => setDialog("end")}>
          {t(view.lesson.draft ? "alone.end" : "room.end_class")}
        </Button>
      )}
      <Button kind={leads && shape === "desk" ? "plain" : "stop"} onPress={onLeave}>
        {t("room.leave")}
      </Button>
    </>
  );
  const close = () => setDialog(null);
  const covered = shape === "phone" && panel !== null;
  // What lies under the panel is not received meanwhile.
  useEffect(() => session.media.receiving.cover(covered), [session, covered]);
  const bar: BarState = {
    shape,
    panel,
    toggle,
    unread,
    captions,
    setCaptions,
    sink,
    setSink,
    leave,
    theme,
    openAttendance: () => setDialog("attendance"),
    openBreakouts: () => setDialog("breakouts"),
    openKeys: () => setDialog("keys"),
    openLine: () => setDialog("line"),
    openLocks: () => setDialog("locks"),
    chime,
    setChime,
    openEnd: () => setDialog("end"),
    openTimer: () => setDialog("timer"),
    ...comings,
    openAgenda: () => setDialog("agenda"),
    openFilms: () => setDialog("films"),
    reacting,
    setReacting,
    onTheme: (chosen) => {
      setTheme(chosen);
      setThemeState(chosen);
    },
  };
  return (
    <ArrangedContext value={arranged}>
      <div
        className={`room ${shape}${panel ? " with-panel" : ""} as-${arranged.layout === "gallery" ? "grid" : arranged.layout}${room.state.link === "lost" ? " is-lost" : ""}`}
      >
        {drawn > 0 ? (
          <TopBar
            shape={shape}
            leave={leave}
            openLine={() => setDialog("line")}
            openAgenda={() => setDialog("agenda")}
          />
        ) : (
          <div className="head" />
        )}
        <Banners openPeople={() => setPanel("people")} openBreakouts={() => setDialog("breakouts")} />
        <main className="main" inert={covered}>
          <Sound sink={sink} />
          {arranged.layout !== "stage" && <Filmstrip shape={shape} />}
          {arranged.layout !== "gallery" && <Stage captions={captions} />}
          <Signs />
        </main>
        {panel && (drawn < 2 || !SidePanel) && <div className={`panel ${shape}`} />}
        {panel && drawn === 2 && SidePanel && (
          <SidePanel
            chosen={panel}
            shape={shape}
            panel={{ ...panelProps, steering }}
            choose={setPanel}
            close={() => setPanel(null)}
          />
        )}
        {drawn > 0 ? <BottomBar bar={bar} /> : <div className="bar" />}
        <EndDialog open={dialog === "end"} onClose={close} />
        <LeaveDialog open={dialog === "leave"} onClose={close} leave={onLeave} />
        <Suspense>
          {dialog === "line" && <LineDialog onClose={close} />}
          {dialog === "keys" && <KeysDialog onClose={close} on={keys.on} setOn={keys.setOn} />}
          {dialog === "locks" && <LocksDialog panel={panelProps} onClose={close} />}
          {(dialog === "timer" ||
            dialog === "films" ||
            dialog === "breakouts" ||
            dialog === "agenda" ||
            dialog === "attendance") && <ToolDialog which={dialog} onClose={close} panel={panelProps} />}
        </Suspense>
      </div>
    </ArrangedContext>
  );
}

/** What to draw: the class, or why there is none. */
function Content({
  room,
  entry,
  left,
  onLeave,
}: {
  room: Room;
  entry: RoomEntry;
  left: boolean;
  onLeave: () => void;
}) {
  const { state, view } = room;
  const playback = entry.playback ?? `/play/${entry.classId}`;
  if (left) return <Left playback={playback} />;
  if (state.link === "gone" && state.gone) return <Gone {...state.gone} playback={playback} />;
  if (view.lesson.state === "ended") return <Gone code="ended" message="" playback={playback} />;
  if (state.link === "failed") return <Failed />;
  if (state.link === "waiting") return <Waiting />;
  if (state.link === "busy") return <ServerBusy playback={playback} />;
  if (state.entered === 0) return <Joining />;
  return <LiveRoom room={room} onLeave={onLeave} />;
}

/** Made in the lobby, which has this page's code already. */
export { Ahead } from "../core/ahead";

/** Goes in at once: the page is drawn while the class answers. */
export function begin(entry: RoomEntry): Session {
  const session = new Session(entry);
  session.start();
  return session;
}

export default function RoomPage({ entry, session }: { entry: RoomEntry; session: Session }) {
  const [left, setLeft] = useState(false);
  const { news, tell, drop } = useToasts();
  useEffect(() => {
    session.tell = tell;
    session.start();
    return () => session.stop();
  }, [session, tell]);
  const now = useSession(session);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `now` is made of these
  const room = useMemo(() => ({ ...now, tell }), [now.state, now.view, now.people, now.devices, tell]);
  const { title } = now.view.lesson;
  useEffect(() => {
    if (title) document.title = `${title} · Amphi`;
  }, [title]);
  const onLeave = async () => {
    setLeft(true);
    await session.live.goOut();
    session.close();
  };
  return (
    <InLanguage>
      <RoomContext value={room}>
        <Content room={room} entry={entry} left={left} onLeave={() => void onLeave()} />
        <Toasts news={news} drop={drop} />
      </RoomContext>
    </InLanguage>
  );
}
