// The bar above: the class, the recording always with its word, the line to the class.
import { Pause, TriangleAlert, Wifi, WifiOff } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import { advice, LEVELS } from "../../core/advice";
import { Chip } from "../../ui/Chip";
import { clock } from "../../ui/clock";
import { Logo } from "../../ui/Logo";
import { ClassAgenda, ClassTimer } from "./ClassTools";
import { type Shape, useChoices, useLine, useRoom } from "./context";

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

const LOOK = { good: "ok", weak: "warn", bad: "bad" } as const;

/** How good one's line is, in a word; a press opens what the browser counts. A phone shows it when it is not good. */
function LinkChip({ small, open }: { small: boolean; open: () => void }) {
  const { state, devices } = useRoom();
  const { level, judged, busy, shortage } = useLine();
  const { mode } = useChoices();
  if (state.link === "lost")
    return (
      <Chip tone="bad" title="The line is lost; it comes back by itself">
        <WifiOff className="i s" aria-hidden="true" /> Lost
      </Chip>
    );
  if (state.link !== "on") return small ? null : <Chip>Connecting</Chip>;
  const strained = busy && level === "good";
  if (small && level === "good" && !strained) return null;
  const Icon = level === "good" && !strained ? Wifi : TriangleAlert;
  const said = advice(level, judged?.cause ?? null, mode, devices.camera, busy, shortage);
  return (
    <Button
      className={`chip press ${strained ? LOOK.weak : LOOK[level]}`}
      aria-label={`Connection: ${LEVELS[level]}${strained ? ", this device is busy" : ""}`}
      onPress={open}
    >
      <Icon className="i s" aria-hidden="true" />
      <span title={said}>{strained ? "Busy" : LEVELS[level]}</span>
    </Button>
  );
}

interface TopProps {
  shape: Shape;
  leave: ReactNode;
  openLine: () => void;
  openAgenda: () => void;
}

export function TopBar({ shape, leave, openLine, openAgenda }: TopProps) {
  const { view, group } = useRoom();
  return (
    <header className="head">
      {shape !== "phone" && <Logo word={false} />}
      <h1 className="clip">{view.lesson.title || "Class"}</h1>
      {group && <Chip tone="acc">{group.name}</Chip>}
      <ClassAgenda small={shape === "phone"} open={openAgenda} />
      <ClassTimer small={shape === "phone"} />
      <span className="grow" />
      <Recording small={shape === "phone"} />
      <LinkChip small={shape === "phone"} open={openLine} />
      {shape !== "desk" && leave}
    </header>
  );
}
