// One line of the transcript: who, when, and its words, each of which leads to its moment.
import { Pencil } from "lucide-react";
import { Fragment, type KeyboardEvent, type ReactNode, useState } from "react";
import type { CaptionView } from "../../core/view/captions";
import { type Piece, piecesOf } from "../../core/view/captions";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { clock } from "../../ui/clock";

/** Where the sought words stand in a text, as [from, to). */
export function found(text: string, sought: string): [number, number][] {
  const [low, words] = [text.toLowerCase(), sought.toLowerCase()];
  const places: [number, number][] = [];
  if (!words) return places;
  for (let at = low.indexOf(words); at >= 0; at = low.indexOf(words, at + words.length))
    places.push([at, at + words.length]);
  return places;
}

/** A part of a text, with what of it is sought marked; `from` is where the part begins. */
function marked(text: string, from: number, places: readonly [number, number][]): ReactNode {
  const parts: ReactNode[] = [];
  let done = 0;
  for (const [first, last] of places) {
    const [a, b] = [Math.max(done, first - from), Math.min(text.length, last - from)];
    if (b <= a) continue;
    parts.push(
      <Fragment key={a}>{text.slice(done, a)}</Fragment>,
      <mark key={`m${a}`}>{text.slice(a, b)}</mark>,
    );
    done = b;
  }
  return done === 0 ? text : [...parts, <Fragment key="rest">{text.slice(done)}</Fragment>];
}

/** Arrows go from word to word and from line to line: a line is one stop for Tab, however long it is. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const here = (event.target as HTMLElement).closest<HTMLElement>(".word");
  const line = here?.closest<HTMLElement>(".line-text");
  if (!here || !line) return;
  const words = [...line.querySelectorAll<HTMLElement>(".word")];
  const lines = [...(line.closest(".lines")?.querySelectorAll<HTMLElement>(".line-text") ?? [])];
  const forwards = getComputedStyle(line).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const at = words.indexOf(here);
  const other = (step: number) => lines[lines.indexOf(line) + step]?.querySelector<HTMLElement>(".word");
  const ways: Record<string, HTMLElement | null | undefined> = {
    ArrowLeft: words[at - 1],
    ArrowRight: words[at - 1],
    ArrowUp: other(-1),
    ArrowDown: other(1),
    Home: words[0],
    End: words.at(-1),
  };
  ways[forwards] = words[at + 1];
  if (!(event.key in ways)) return;
  event.preventDefault();
  event.stopPropagation();
  ways[event.key]?.focus();
}

interface WordsProps {
  line: CaptionView;
  sought: string;
  seek?: ((at: number) => void) | undefined;
}

function Words({ line, sought, seek }: WordsProps) {
  const [stop, setStop] = useState(0);
  const places = found(line.text, sought);
  const parts = piecesOf(line);
  // Without times of words the line leads to its beginning as a whole.
  const timed = parts.some((one) => one.word !== null);
  const whole = { start: line.start, end: line.end, text: line.text };
  const shown: Piece[] = timed ? parts : [{ text: line.text, word: whole, unsure: false }];
  let [from, number] = [0, -1];
  return (
    <p className="line-text" lang={line.language} dir={line.dir ?? "auto"} onKeyDown={walk}>
      {shown.map(({ text, word, unsure }) => {
        const begins = from;
        from += text.length;
        const content = marked(text, begins, places);
        if (word === null) return <Fragment key={begins}>{content}</Fragment>;
        number += 1;
        const own = number;
        const look = {
          className: unsure ? "word unsure" : "word",
          title: unsure ? t("transcript.unsure") : undefined,
        };
        if (!seek)
          return (
            <span key={begins} {...look}>
              {content}
            </span>
          );
        return (
          <button
            key={begins}
            type="button"
            {...look}
            tabIndex={own === Math.min(stop, shown.length - 1) ? 0 : -1}
            onFocus={() => setStop(own)}
            onClick={() => seek(word.start)}
          >
            {content}
          </button>
        );
      })}
    </p>
  );
}

interface Props extends WordsProps {
  name: string;
  now: boolean;
  /** Who corrected it last. */
  corrected: string | null;
  /** What this reader proposed, and waits. */
  proposed: string | null;
  /** How the button is called that opens the line for correction; empty: nobody can from here. */
  label: string;
  onCorrect: () => void;
  children?: ReactNode;
}

export function Spoken({
  line,
  name,
  now,
  sought,
  seek,
  corrected,
  proposed,
  label,
  onCorrect,
  children,
}: Props) {
  return (
    <div className={`line${now ? " now" : ""}`} aria-current={now || undefined}>
      <span className="row small muted">
        <b className="clip" title={name}>
          {name}
        </b>
        <span className="nums">{clock(line.start)}</span>
        {line.stale && (
          <span className="corrected" title={t("translations.stale_hint")}>
            {t("translations.stale")}
          </span>
        )}
        {corrected !== null && (
          <span className="corrected" title={t("transcript.corrected_by", { name: corrected })}>
            {t("transcript.corrected")}
          </span>
        )}
        <span className="grow" />
        {label && !children && (
          <span className="line-tool">
            <IconButton label={label} size="sm" onPress={onCorrect}>
              <Pencil className="i s" />
            </IconButton>
          </span>
        )}
      </span>
      {children || <Words line={line} sought={sought} seek={seek} />}
      {proposed !== null && !children && (
        <p className="small muted" dir="auto">
          {t("transcript.you_proposed", { text: proposed })}
        </p>
      )}
    </div>
  );
}
