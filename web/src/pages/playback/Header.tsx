// The class's name and day, what is left for you, the transcript to keep.
import { ArrowLeft, ClipboardList, Download } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { saveFile } from "../../core/saving";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { wallDay } from "../../ui/clock";
import { Menu } from "../../ui/Menu";
import { pieces } from "../../ui/pieces";
import { FindHere } from "./FindHere";
import css from "./playback.module.css";
import { problemWords } from "./useClassroom";

const KINDS = [
  { file: "transcript", kind: "vtt", label: t("playback.transcript_vtt") },
  { file: "transcript", kind: "srt", label: t("playback.transcript_srt") },
  { file: "transcript", kind: "txt", label: t("playback.transcript_txt") },
  { file: "transcript", kind: "md", label: t("transcript.save_md") },
  { file: "transcript", kind: "docx", label: t("transcript.save_docx") },
] as const;
/** For those who lead. */
const ANSWERS = [
  { file: "answers", kind: "csv", label: t("playback.answers_csv") },
  { file: "answers", kind: "json", label: t("playback.answers_json") },
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
  seek: (at: number) => void;
}

/** How many polls wait for this reader; small screens show only the number. */
function Left({ count }: { count: number }) {
  const left = <b>{t("playback.left", { count })}</b>;
  return (
    <>
      <span className={css.narrow}>{left}</span>
      <span className={`muted ${css.wide}`}>{pieces("playback.left_to_vote", { left })}</span>
    </>
  );
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
  seek,
}: Props) {
  const [wrong, setWrong] = useState("");
  const day = openedAt ? wallDay(openedAt) : "";
  const done = polls > 0 ? (polls - left) / polls : 0;
  return (
    <header className={css.head}>
      <a className="btn bare ic" href="/" aria-label={t("ui.my_desk")}>
        <ArrowLeft className="i" aria-hidden="true" />
      </a>
      <h1 className="clip" dir="auto" title={title}>
        {title}
      </h1>
      {live && (
        <a className={`chip bad ${css.liveChip}`} href={room ?? "#"} aria-label={t("playback.live_go_in")}>
          <span className="dot" aria-hidden="true" /> {t("playback.live")}
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
          {left > 0 ? <Left count={left} /> : <b>{t("playback.complete")}</b>}
        </span>
      )}
      {wrong && (
        <span className="field-error" role="alert">
          {wrong}
        </span>
      )}
      <FindHere classId={classId} token={token} seek={seek} />
      <IconButton label={attendance.label} kind="plain" onPress={attendance.open}>
        <ClipboardList className="i" aria-hidden="true" />
      </IconButton>
      <Menu
        label={t("playback.save")}
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
        <AriaButton className="btn" aria-label={t("playback.save")}>
          <Download className="i" aria-hidden="true" />
          <span className={css.wide}>{t("playback.save")}</span>
        </AriaButton>
      </Menu>
    </header>
  );
}
