// Whole-page states: the class is over, one was removed, the server is busy or out of reach. No two look alike.
import { CirclePlay, DoorOpen, Hourglass, LogOut, TriangleAlert, WifiOff } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { isCrowded } from "../../core/api";
import { nameOf } from "../../panels/props";
import { Button } from "../../ui/Button";
import { Countdown } from "../../ui/Countdown";
import { Logo } from "../../ui/Logo";
import { Skeleton } from "../../ui/Skeleton";
import { useRoom } from "./context";

interface StateProps {
  icon: ReactNode;
  /** What the icon says at a glance. */
  tone?: "warn" | "bad";
  title: string;
  children: ReactNode;
  actions: ReactNode;
}

function State({ icon, tone, title, children, actions }: StateProps) {
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
    My desk
  </a>
);
const again = <Button onPress={() => location.reload()}>Come back in</Button>;

export function Ended({ playback }: { playback: string }) {
  const { view } = useRoom();
  const { state } = view.captions.transcript;
  const follows = state === "none" || state === "working";
  return (
    <State
      icon={<CirclePlay className="i big" aria-hidden="true" />}
      title="The class has ended"
      actions={
        <>
          <a className="btn go" href={playback}>
            Play the recording
          </a>
          {desk}
        </>
      }
    >
      <p>
        {view.lesson.recorded || view.lesson.title === ""
          ? `The recording is ready now, with chat, slides and polls in place. Who was absent can still vote and comment.${follows ? " The transcript follows by itself." : ""}`
          : "It was not recorded. Chat, slides and polls stay open to you."}
      </p>
    </State>
  );
}

export function Left({ playback }: { playback: string }) {
  return (
    <State
      icon={<LogOut className="i big" aria-hidden="true" />}
      title="You have left the class"
      actions={
        <>
          {again}
          {desk}
        </>
      }
    >
      <p>
        It goes on without you. What you miss is in <a href={playback}>the recording</a>, also while the class
        runs.
      </p>
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
  return entry?.by ? nameOf(people, entry.by) : "The teacher";
}

function Removed({ declined }: { declined: boolean }) {
  const who = useRemover();
  return (
    <State
      icon={<DoorOpen className="i big" aria-hidden="true" />}
      tone="bad"
      title={declined ? "The teacher did not let you in" : `${who} has taken you out of this class`}
      actions={desk}
    >
      <p>Your network is fine. If this is a mistake, write to your teacher.</p>
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
      title={`${who} has sent you out of the room`}
      actions={
        <>
          {again}
          {desk}
        </>
      }
    >
      <p>Your network is fine. You may come back in.</p>
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
      title="You are no longer in this class"
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
      title={trouble ? "The server has a problem" : "The server is busy"}
      actions={
        <>
          <Button kind="go" onPress={session.live.callNow}>
            Try now
          </Button>
          <a className="btn" href={playback} target="_blank" rel="noreferrer">
            Watch the recording as it grows
          </a>
        </>
      }
    >
      <p role="status">
        {trouble || "Your network is fine."} We let you in by ourselves: keep this page open.
      </p>
      {state.busy && (
        <p aria-hidden="true">
          Next try in <Countdown at={state.busy.until} />
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
      title="We cannot reach the class"
      actions={
        <>
          <Button kind="go" onPress={session.live.callNow}>
            Try now
          </Button>
          {desk}
        </>
      }
    >
      <p role="alert">Check your network. We go on trying, and you go in by yourself.</p>
      {state.lostSince !== null && (
        <p aria-hidden="true">
          No answer for <Countdown at={state.lostSince} />
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
      title={failed?.message ?? "You could not come in"}
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
      title="The teacher lets you in"
      actions={desk}
    >
      <div role="status">
        {told && (
          <p className="told" dir="auto">
            {told}
          </p>
        )}
        <p>You are at the door. This page goes on by itself.</p>
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
        <h1 className="vh">Going into class</h1>
        <div className="joining-stage" />
        <div className="joining-panel">
          <Skeleton lines={8} label="The class is on its way" />
        </div>
      </main>
    </div>
  );
}
