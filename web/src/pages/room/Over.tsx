// Whole-page states: the class is over, one was removed, the server is busy or out of reach. No two look alike.
import { CirclePlay, DoorOpen, Hourglass, LogOut, TriangleAlert, WifiOff } from "lucide-react";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { isCrowded } from "../../core/api";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Countdown } from "../../ui/Countdown";
import { Logo } from "../../ui/Logo";
import { pieces } from "../../ui/pieces";
import { Skeleton } from "../../ui/Skeleton";
import { useNow, useRoom } from "./context";

const Recorded = lazy(() => import("./Recorded"));

interface StateProps {
  icon: ReactNode;
  /** What the icon says at a glance. */
  tone?: "warn" | "bad";
  title: string;
  children: ReactNode;
  actions: ReactNode;
}

export function State({ icon, tone, title, children, actions }: StateProps) {
  return (
    <>
      <header className="top">
        <Logo />
      </header>
      <main className={`page-note over${tone ? ` ${tone}` : ""}`}>
        {icon}
        <h1>{title}</h1>
        <div className="muted">{children}</div>
        <div className="row wrap">{actions}</div>
      </main>
    </>
  );
}

const desk = (
  <a className="btn" href="/">
    {t("ui.my_desk")}
  </a>
);
const again = <Button onPress={() => location.reload()}>{t("stage.come_back")}</Button>;

export function Ended({ playback }: { playback: string }) {
  const { session, view } = useRoom();
  const { state } = useNow(session, ({ captions }) => captions.transcript);
  const follows = state === "none" || state === "working";
  if (view.lesson.draft)
    return (
      <Suspense>
        <Recorded playback={playback} />
      </Suspense>
    );
  return (
    <State
      icon={<CirclePlay className="i big" aria-hidden="true" />}
      title={t("stage.ended")}
      actions={
        <>
          <a className="btn go" href={playback}>
            {t("stage.play_recording")}
          </a>
          {desk}
        </>
      }
    >
      <p>
        {view.lesson.recorded || view.lesson.title === ""
          ? t(follows ? "stage.recording_ready_soon_told" : "stage.recording_ready")
          : t("stage.not_recorded")}
      </p>
    </State>
  );
}

export function Left({ playback }: { playback: string }) {
  return (
    <State
      icon={<LogOut className="i big" aria-hidden="true" />}
      title={t("stage.left")}
      actions={
        <>
          {again}
          {desk}
        </>
      }
    >
      <p>{pieces("stage.left_hint", { recording: <a href={playback}>{t("stage.the_recording")}</a> })}</p>
    </State>
  );
}

/** Who sent somebody out, by name if the timeline tells. */
function useRemover(): string {
  const { session, me, people } = useRoom();
  const entry = session.live.timeline.entries.findLast(
    ({ event }) =>
      event.type === "PersonLeft" && event.person === me && ["removed", "sent_out"].includes(event.reason),
  );
  return entry?.by ? nameOf(people, entry.by) : t("stage.the_teacher");
}

function Removed({ declined }: { declined: boolean }) {
  const who = useRemover();
  return (
    <State
      icon={<DoorOpen className="i big" aria-hidden="true" />}
      tone="bad"
      title={declined ? t("stage.declined") : t("stage.removed_by", { who })}
      actions={desk}
    >
      <p>{t("stage.removed_hint")}</p>
    </State>
  );
}

/** Sent out, and free to come back. */
function SentOut() {
  const who = useRemover();
  return (
    <State
      icon={<DoorOpen className="i big" aria-hidden="true" />}
      tone="warn"
      title={t("stage.sent_out_by", { who })}
      actions={
        <>
          {again}
          {desk}
        </>
      }
    >
      <p>{t("stage.sent_out_hint")}</p>
    </State>
  );
}

export function Gone({ code, message, playback }: { code: string; message: string; playback: string }) {
  if (code === "ended") return <Ended playback={playback} />;
  if (code === "sent_out") return <SentOut />;
  if (code === "removed" || code === "declined") return <Removed declined={code === "declined"} />;
  return (
    <State
      icon={<TriangleAlert className="i big" aria-hidden="true" />}
      title={t("stage.gone")}
      actions={
        <>
          {again}
          {desk}
        </>
      }
    >
      <p>{message}</p>
    </State>
  );
}

/** The server takes nobody in just now: it is asked again by itself. */
export function ServerBusy({ playback }: { playback: string }) {
  const { session, state } = useRoom();
  const trouble = state.busy && !isCrowded(state.busy.code) ? state.busy.message : "";
  return (
    <State
      icon={<Hourglass className="i big" aria-hidden="true" />}
      title={t(trouble ? "stage.server_trouble" : "stage.server_busy")}
      actions={
        <>
          <Button kind="go" onPress={session.live.callNow}>
            {t("stage.try_now")}
          </Button>
          <a className="btn" href={playback} target="_blank" rel="noreferrer">
            {t("stage.watch_growing")}
          </a>
        </>
      }
    >
      <p role="status">
        {trouble ? t("stage.server_trouble_hint", { trouble }) : t("stage.server_busy_hint")}
      </p>
      {state.busy && (
        <p aria-hidden="true">
          {pieces("stage.next_try", { countdown: <Countdown at={state.busy.until} /> })}
        </p>
      )}
    </State>
  );
}

/** Before coming in: no answer from the server. */
export function Unreachable() {
  const { session, state } = useRoom();
  return (
    <State
      icon={<WifiOff className="i big" aria-hidden="true" />}
      tone="warn"
      title={t("stage.unreachable")}
      actions={
        <>
          <Button kind="go" onPress={session.live.callNow}>
            {t("stage.try_now")}
          </Button>
          {desk}
        </>
      }
    >
      <p role="alert">{t("stage.unreachable_hint")}</p>
      {state.lostSince !== null && (
        <p aria-hidden="true">
          {pieces("stage.no_answer", { countdown: <Countdown at={state.lostSince} /> })}
        </p>
      )}
    </State>
  );
}

export function Failed() {
  const { failed } = useRoom().state;
  return (
    <State
      icon={<TriangleAlert className="i big" aria-hidden="true" />}
      tone="bad"
      title={failed?.message ?? t("stage.failed")}
      actions={
        <>
          {again}
          {desk}
        </>
      }
    >
      <p>{failed?.next}</p>
    </State>
  );
}

export function Waiting() {
  const { told } = useRoom().view.lobby;
  return (
    <State
      icon={<Hourglass className="i big" aria-hidden="true" />}
      title={t("stage.waiting")}
      actions={desk}
    >
      <div role="status">
        {told && (
          <p className="told" dir="auto">
            {told}
          </p>
        )}
        <p>{t("stage.waiting_hint")}</p>
      </div>
    </State>
  );
}

/** So long the page's own shape stands for a class that does not answer. */
const PATIENCE_MS = 3_000;

/** The page's own shape while the class is on its way. */
export function Joining() {
  const { lostSince } = useRoom().state;
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (lostSince === null) return;
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [lostSince]);
  if (late) return <Unreachable />;
  return (
    <div className="room-joining">
      <header className="top">
        <Logo />
      </header>
      <main className="joining-main">
        <h1 className="vh">{t("stage.joining")}</h1>
        <div className="joining-stage" />
        <div className="joining-panel">
          <Skeleton lines={8} label={t("stage.class_coming")} />
        </div>
      </main>
    </div>
  );
}
