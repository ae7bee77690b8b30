// The bar above: the class, the recording always with its word, the line to the class.
import { Pause, Wifi, WifiLow, WifiOff } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Chip } from "../../ui/Chip";
import { clock } from "../../ui/clock";
import { Logo } from "../../ui/Logo";
import { type Shape, useRoom } from "./context";

/** Runs beside React: only its own text changes, once a second. */
function ClassClock() {
  const { session } = useRoom();
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const draw = () => {
      if (text.current) text.current.textContent = clock(session.live.now());
    };
    draw();
    const timer = setInterval(draw, 500);
    return () => clearInterval(timer);
  }, [session]);
  return <span className="nums clock" role="timer" aria-label="Class time" aria-live="off" ref={text} />;
}

function Recording({ small }: { small: boolean }) {
  const { view, state, leads } = useRoom();
  // Who leads knows that recording stopped before the timeline can say so.
  const recording = state.trouble && leads ? "paused" : view.lesson.recording;
  if (recording === "on")
    return (
      <span className="rec" title="This class is recorded">
        REC <span className="vh">, this class is recorded. </span>
        {!small && <ClassClock />}
      </span>
    );
  return (
    <>
      {recording === "paused" && (
        <Chip tone="warn">
          <Pause className="i s" aria-hidden="true" /> REC paused
        </Chip>
      )}
      {recording === "off" && !small && <Chip>Not recorded</Chip>}
      {!small && <ClassClock />}
    </>
  );
}

function useLoss(): number {
  const { session } = useRoom();
  const [loss, setLoss] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => void session.media.loss().then(setLoss), 5000);
    return () => clearInterval(timer);
  }, [session]);
  return loss;
}

function LinkChip() {
  const { state } = useRoom();
  const loss = useLoss();
  if (state.link === "lost")
    return (
      <Chip tone="bad" title="The line is lost; it comes back by itself">
        <WifiOff className="i s" aria-hidden="true" /> Lost
      </Chip>
    );
  if (state.link !== "on") return <Chip>Connecting</Chip>;
  if (loss > 0.05)
    return (
      <Chip
        tone="warn"
        title="Some packets get lost. Closing other programs, or turning off your camera, helps."
      >
        <WifiLow className="i s" aria-hidden="true" /> Weak
      </Chip>
    );
  return (
    <Chip tone="ok" title="Your line to the class is good">
      <Wifi className="i s" aria-hidden="true" /> Good
    </Chip>
  );
}

export function TopBar({ shape, leave }: { shape: Shape; leave: ReactNode }) {
  const { view, group } = useRoom();
  return (
    <header className="head">
      {shape !== "phone" && <Logo word={false} />}
      <h1 className="clip">{view.lesson.title || "Class"}</h1>
      {group && <Chip tone="acc">{group.name}</Chip>}
      <span className="grow" />
      <Recording small={shape === "phone"} />
      {shape !== "phone" && <LinkChip />}
      {shape !== "desk" && leave}
    </header>
  );
}
