// The class as one bar: heat above, chapters and pauses in it, marks below; a slider by mouse, touch and keys.
import { ChartBarBig, CircleHelp, Lightbulb, ListTodo, MessageCircle, MessageSquare } from "lucide-react";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import { type Chapter, chapterAt, type PageStay } from "../../core/playback/chapters";
import { againPath, heatOf, heatPath, type Mark, merge } from "../../core/playback/marks";
import type { Pause } from "../../core/playback/pauses";
import type { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import type { Rewatched } from "../../core/progress";
import { locale, t } from "../../texts";
import { clock } from "../../ui/clock";
import edit from "./edit.module.css";
import type { Range } from "./editing";
import css from "./playback.module.css";
import { Tip } from "./Tip";

const SIGNS = {
  poll: ChartBarBig,
  task: ListTodo,
  stop: Lightbulb,
  question: CircleHelp,
  comment: MessageSquare,
  chat: MessageCircle,
};
const STEPS = 80;
/** Marks nearer than this many pixels would not be targets of their own. */
const TARGET = 28;
const JUMPS: Record<string, number> = {
  ArrowLeft: -5_000,
  ArrowDown: -5_000,
  ArrowRight: 5_000,
  ArrowUp: 5_000,
  PageDown: -60_000,
  PageUp: 60_000,
};

/** "23 minutes 41 seconds", as a screen reader should say it. */
export function spoken(ms: number): string {
  const all = Math.floor(ms / 1000);
  const say = (many: number, unit: string) =>
    many.toLocaleString(locale(), { style: "unit", unit, unitDisplay: "long" });
  const parts = [
    [Math.floor(all / 3600), "hour"],
    [Math.floor((all % 3600) / 60), "minute"],
    [all % 60, "second"],
  ] as const;
  const said = parts.filter(([many]) => many > 0).map(([many, unit]) => say(many, unit));
  const list = new Intl.ListFormat(locale(), { type: "unit", style: "narrow" });
  return list.format(said) || say(0, "second");
}

interface Props {
  player: Player;
  playing: Playing;
  marks: readonly Mark[];
  chapters: readonly Chapter[];
  moments: readonly number[];
  /** What is left out in playing. */
  silences: readonly Pause[];
  /** The pages of slides that were looked at. */
  stays: readonly PageStay[];
  /** Where it was watched again. */
  again: Rewatched;
  /** For those who edit: what is cut out, and what is being chosen. */
  cuts: readonly Pause[];
  chosen: Range;
}

function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return { box, width };
}

export function SeekBar(props: Props) {
  const { player, playing, marks, chapters, moments, silences, stays, again, cuts, chosen } = props;
  const { box, width } = useWidth();
  const [hover, setHover] = useState<number | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const end = Math.max(1, playing.edge);
  const time = dragged ?? Math.min(playing.position, end);
  const share = (at: number) => `${Math.min(100, (100 * at) / end)}%`;
  const path = useMemo(() => heatPath(heatOf(moments, end, STEPS)), [moments, end]);
  const line = useMemo(() => againPath(again.times, again.step, end), [again, end]);
  const often = (at: number) => again.times[Math.floor(at / again.step)] ?? 0;
  const chapter = chapterAt(chapters, time);
  const where = { time: spoken(time), end: spoken(end) };

  const over = (event: React.PointerEvent) => {
    const bounds = event.currentTarget.getBoundingClientRect();
    if (event.pointerType === "mouse" || event.buttons > 0)
      setHover(((event.clientX - bounds.left) / bounds.width) * end);
  };
  const out = () => setHover(null);
  return (
    <div className={css.seek} ref={box}>
      {path && (
        <svg className={css.heat} viewBox="0 0 400 24" preserveAspectRatio="none" aria-hidden="true">
          <path fill="currentColor" d={path} />
        </svg>
      )}
      {line && (
        <svg className={css.again} viewBox="0 0 400 24" preserveAspectRatio="none" aria-hidden="true">
          <path d={line} />
        </svg>
      )}
      <div className={css.bar} onPointerMove={over} onPointerLeave={out} onPointerCancel={out}>
        <Segments {...{ chapters, silences, end, time }} pauses={playing.pauses} />
        <Edited {...{ cuts, chosen, share }} />
        <input
          type="range"
          className={css.slider}
          aria-label={t("playback.seek")}
          aria-valuetext={[
            chapter
              ? t("playback.at_in_chapter", { ...where, chapter: chapter.title })
              : t("playback.at_of", where),
            ...(often(time) > 0 ? [t("heat.again", { count: often(time) })] : []),
          ].join(" · ")}
          min={0}
          max={Math.ceil(end)}
          step={1}
          value={Math.round(time)}
          onChange={(event) => {
            const to = Number(event.target.value);
            setDragged(to);
            player.seek(to);
          }}
          onPointerUp={(event) => {
            setDragged(null);
            if (event.pointerType !== "mouse") out();
          }}
          onBlur={() => setDragged(null)}
          onKeyDown={(event) => {
            const jump = JUMPS[event.key];
            if (jump === undefined) return;
            event.preventDefault();
            setDragged(null);
            player.seek(player.position() + jump);
          }}
        />
        <span className={css.knob} style={{ left: share(time) }} aria-hidden="true" />
        {hover !== null && (
          <Tip
            at={Math.max(0, Math.min(end, hover))}
            again={often(hover)}
            {...{ end, chapters, stays, playing }}
          />
        )}
      </div>
      <Marks marks={marks} end={end} near={width > 0 ? (TARGET / width) * end : 0} player={player} />
    </div>
  );
}

interface SegmentsProps {
  chapters: readonly Chapter[];
  pauses: readonly Pause[];
  silences: readonly Pause[];
  end: number;
  time: number;
}

function Segments({ chapters, pauses, silences, end, time }: SegmentsProps) {
  const parts = chapters.length > 0 ? chapters : [{ at: 0, to: end }];
  return (
    <div className={css.segments} aria-hidden="true">
      {parts.map(({ at, to }) => {
        const done = Math.max(0, Math.min(1, (time - at) / Math.max(1, to - at)));
        return (
          <i
            key={at}
            style={{ flexGrow: Math.max(1, to - at), "--p": `${done * 100}%` } as React.CSSProperties}
          />
        );
      })}
      {silences.map(({ from, to }) => (
        <span
          key={`s${from}`}
          className={css.silence}
          style={{ left: `${(100 * from) / end}%`, width: `${(100 * (to - from)) / end}%` }}
        />
      ))}
      {pauses.map(({ from, to }) => (
        <span
          key={from}
          className={css.pause}
          style={{ left: `${(100 * from) / end}%`, width: `${(100 * (to - from)) / end}%` }}
        />
      ))}
    </div>
  );
}

/** What is cut out, over the pauses, and the passage that is being chosen. */
function Edited({ cuts, chosen, share }: Pick<Props, "cuts" | "chosen"> & { share: (at: number) => string }) {
  const { from, to } = chosen;
  const length = (a: number, b: number) => ({ left: share(a), width: `calc(${share(b)} - ${share(a)})` });
  return (
    <div aria-hidden="true">
      {cuts.map((one) => (
        <span key={`${one.from} ${one.to}`} className={edit.cutOut} style={length(one.from, one.to)} />
      ))}
      {from !== null && to !== null && to > from && <span className={edit.chosen} style={length(from, to)} />}
      {from !== null && <span className={edit.flag} style={{ left: share(from) }} />}
      {to !== null && <span className={edit.flag} data-end="" style={{ left: share(to) }} />}
    </div>
  );
}

interface MarksProps {
  marks: readonly Mark[];
  end: number;
  near: number;
  player: Player;
}

const Marks = memo(function Marks({ marks, end, near, player }: MarksProps) {
  const shown = useMemo(
    () =>
      merge(
        marks.filter((mark) => mark.at <= end),
        near,
      ),
    [marks, end, near],
  );
  return (
    <div className={css.marks}>
      {shown.map((mark) => {
        const Sign = SIGNS[mark.kind];
        const more = mark.many - 1;
        const words = more > 0 ? t("playback.mark_and_more", { words: mark.words, count: more }) : mark.words;
        return (
          <button
            key={`${mark.kind}${mark.at}`}
            type="button"
            className={css.mark}
            data-open={mark.open || undefined}
            style={{ left: `${Math.min(100, (100 * mark.at) / end)}%` }}
            aria-label={t("playback.mark_at", { words, time: clock(mark.at) })}
            title={`${clock(mark.at)} · ${words}`}
            onClick={() => player.seek(mark.at)}
          >
            <Sign className="i s" aria-hidden="true" />
          </button>
        );
      })}
    </div>
  );
});
