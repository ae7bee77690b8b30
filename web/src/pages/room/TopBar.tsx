// The bar above: the class, the recording always with its word, the line to the class.
import { Pause, TriangleAlert, Wifi, WifiOff } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import { advice, LEVELS } from "../../core/advice";
import { isUnrecorded } from "../../core/view/consent";
import { t } from "../../texts";
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
  return (
    <span className="nums clock" role="timer" aria-label={t("room.class_time")} aria-live="off" ref={text} />
  );
}

function Recording({ small }: { small: boolean }) {
  const { view, state, leads, me } = useRoom();
  // Who leads knows that recording stopped before the timeline can say so.
  const recording = state.trouble && leads ? "paused" : view.lesson.recording;
  if (recording === "on")
    return (
      <>
        <span className="rec" title={t("room.recorded")}>
          {t("room.rec")} <span className="vh">{t("room.rec_said")}</span>
          {!small && <ClassClock />}
        </span>
        {isUnrecorded(view.consent, me) && (
          <Chip title={t("consent.now_out")}>{t("consent.without_you")}</Chip>
        )}
      </>
    );
  return (
    <>
      {recording === "paused" && (
        <Chip tone="warn">
          <Pause className="i s" aria-hidden="true" /> {t("room.rec_paused")}
        </Chip>
      )}
      {recording === "off" && !small && <Chip>{t("room.not_recorded")}</Chip>}
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
      <Chip tone="bad" title={t("room.line_lost_hint")}>
        <WifiOff className="i s" aria-hidden="true" /> {t("room.line_lost")}
      </Chip>
    );
  if (state.link !== "on") return small ? null : <Chip>{t("room.connecting")}</Chip>;
  const strained = busy && level === "good";
  if (small && level === "good" && !strained) return null;
  const Icon = level === "good" && !strained ? Wifi : TriangleAlert;
  const said = advice(level, judged?.cause ?? null, mode, devices.camera, busy, shortage);
  return (
    <Button
      className={`chip press ${strained ? LOOK.weak : LOOK[level]}`}
      aria-label={t(strained ? "room.connection_strained" : "room.connection_is", { level: LEVELS[level] })}
      onPress={open}
    >
      <Icon className="i s" aria-hidden="true" />
      <span title={said}>{strained ? t("room.device_busy") : LEVELS[level]}</span>
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
      <h1 className="clip" dir="auto">
        {view.lesson.title || t("room.untitled")}
      </h1>
      {view.lesson.draft && <Chip title={t("alone.nobody_else")}>{t("alone.only_you")}</Chip>}
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
