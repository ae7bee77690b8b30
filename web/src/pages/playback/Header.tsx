// The class's name and day, what is left for you, the transcript to keep.
import { ArrowLeft, ClipboardList, Download } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { saveFile } from "../../core/saving";
import { IconButton } from "../../ui/Button";
import { Menu } from "../../ui/Menu";
import css from "./playback.module.css";
import { problemWords } from "./useClassroom";

const KINDS = [
  { file: "transcript", kind: "vtt", label: "Transcript as WebVTT (.vtt)" },
  { file: "transcript", kind: "srt", label: "Transcript as SubRip (.srt)" },
  { file: "transcript", kind: "txt", label: "Transcript as text (.txt)" },
] as const;
/** For those who lead. */
const ANSWERS = [
  { file: "answers", kind: "csv", label: "Answers of the polls (.csv)" },
  { file: "answers", kind: "json", label: "Answers of the polls (.json)" },
] as const;

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
  /** Who was there, or one's own part. */
  attendance: { label: string; open: () => void };
}

export function Header({
  classId,
  token,
  title,
  course,
  openedAt,
  live,
  room,
  left,
  polls,
  answers,
  attendance,
}: Props) {
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
      <IconButton label={attendance.label} kind="plain" onPress={attendance.open}>
        <ClipboardList className="i" aria-hidden="true" />
      </IconButton>
      <Menu
        label="Save"
        groups={[
          {
            entries: [...KINDS, ...(answers ? ANSWERS : [])].map(({ file, kind, label }) => ({
              id: `${file}.${kind}`,
              label,
              run: () => {
                setWrong("");
                saveFile(classId, token, file, kind, title).catch((problem: unknown) =>
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
