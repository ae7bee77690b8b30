// The class's name and day, what is left for you, the transcript to keep.
import { ArrowLeft, Download } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { ask } from "../../core/api";
import { Menu } from "../../ui/Menu";
import css from "./playback.module.css";
import { problemWords } from "./useClassroom";

const KINDS = [
  { kind: "vtt", label: "Transcript as WebVTT (.vtt)" },
  { kind: "srt", label: "Transcript as SubRip (.srt)" },
  { kind: "txt", label: "Transcript as text (.txt)" },
];
/** For those who lead. */
const ANSWERS = [
  { kind: "csv", label: "Answers of the polls (.csv)" },
  { kind: "json", label: "Answers of the polls (.json)" },
];

interface Props {
  classId: string;
  token: string | undefined;
  title: string;
  course: string;
  openedAt: number | null;
  live: boolean;
  room: string | null;
  /** Polls without an answer of this reader. */
  left: number;
  polls: number;
  /** Offer what each student answered. */
  answers: boolean;
}

async function save(classId: string, token: string | undefined, kind: string, title: string): Promise<void> {
  const file = ANSWERS.some((one) => one.kind === kind) ? "answers" : "transcript";
  const blob = await (await ask(`/classes/${classId}/${file}.${kind}`, {}, token)).blob();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${title.replace(/[^\p{L}\p{N} _-]+/gu, "").trim() || "class"}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function Header({ classId, token, title, course, openedAt, live, room, left, polls, answers }: Props) {
  const [wrong, setWrong] = useState("");
  const day = openedAt
    ? new Date(openedAt).toLocaleDateString([], { weekday: "short", day: "numeric", month: "short" })
    : "";
  const done = polls > 0 ? (polls - left) / polls : 0;
  return (
    <header className={css.head}>
      <a className="btn bare ic" href="/" aria-label="My desk">
        <ArrowLeft className="i" aria-hidden="true" />
      </a>
      <h1 className="clip" title={title}>
        {title}
      </h1>
      {live && (
        <a className={`chip bad ${css.liveChip}`} href={room ?? "#"} aria-label="The class is live: go in">
          <span className="dot" aria-hidden="true" /> live
        </a>
      )}
      <span className="grow" />
      <span className={`muted small clip ${css.wide}`}>{[course, day].filter(Boolean).join(" · ")}</span>
      {polls > 0 && (
        <span className={`${css.done} small`} data-complete={left === 0 || undefined}>
          <svg viewBox="0 0 34 20" fill="none" strokeWidth="4" strokeLinecap="round" aria-hidden="true">
            <path d="M3 18a14 14 0 0 1 28 0" stroke="var(--line)" />
            {done > 0 && (
              <path
                d="M3 18a14 14 0 0 1 28 0"
                stroke="var(--accent)"
                pathLength="100"
                strokeDasharray={`${done * 100} 200`}
              />
            )}
          </svg>
          {left > 0 ? (
            <span>
              <b>{left} left</b>
              <span className={`muted ${css.wide}`}> to vote</span>
            </span>
          ) : (
            <b>complete</b>
          )}
        </span>
      )}
      {wrong && (
        <span className="field-error" role="alert">
          {wrong}
        </span>
      )}
      <Menu
        label="Save"
        groups={[
          {
            entries: [...KINDS, ...(answers ? ANSWERS : [])].map(({ kind, label }) => ({
              id: kind,
              label,
              run: () => {
                setWrong("");
                save(classId, token, kind, title).catch((problem: unknown) =>
                  setWrong(problemWords(problem)),
                );
              },
            })),
          },
        ]}
      >
        <AriaButton className="btn" aria-label="Save">
          <Download className="i" aria-hidden="true" />
          <span className={css.wide}>Save</span>
        </AriaButton>
      </Menu>
    </header>
  );
}
