// Whole-page states: the class is over, one was removed, the room is full. No two look alike.
import { CirclePlay, DoorOpen, Hourglass, LogOut, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../ui/Button";
import { Logo } from "../../ui/Logo";
import { Skeleton } from "../../ui/Skeleton";
import { useRoom } from "./context";

interface StateProps {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  actions: ReactNode;
}

function State({ icon, title, children, actions }: StateProps) {
  return (
    <>
      <header className="top">
        <Logo />
      </header>
      <main className="page-note over">
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

export function Gone({ code, message, playback }: { code: string; message: string; playback: string }) {
  if (code === "ended") return <Ended playback={playback} />;
  if (code === "removed" || code === "declined")
    return (
      <State
        icon={<DoorOpen className="i big" aria-hidden="true" />}
        title={
          code === "removed"
            ? "The teacher has taken you out of this class"
            : "The teacher did not let you in"
        }
        actions={desk}
      >
        <p>Your network is fine. If this is a mistake, write to your teacher.</p>
      </State>
    );
  return (
    <State
      icon={<Hourglass className="i big" aria-hidden="true" />}
      title="The room is full for the moment"
      actions={
        <>
          {again}
          <a className="btn" href={playback}>
            Watch the recording as it grows
          </a>
        </>
      }
    >
      <p>{message || "The server is busy. Try again in a minute."}</p>
    </State>
  );
}

export function Failed() {
  const { failed } = useRoom().state;
  return (
    <State
      icon={<TriangleAlert className="i big" aria-hidden="true" />}
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
  return (
    <State
      icon={<Hourglass className="i big" aria-hidden="true" />}
      title="The teacher lets you in"
      actions={desk}
    >
      <p role="status">You are at the door. This page goes on by itself.</p>
    </State>
  );
}

/** The page's own shape while the class is on its way. */
export function Joining() {
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
