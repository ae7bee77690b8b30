// The class's name and day, what is left for you, the transcript to keep.
import { ArrowLeft, CalendarClock, ClipboardList, Download, Ellipsis, Eye, Scissors } from "lucide-react";
import { lazy, type ReactNode, Suspense, useContext, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { languageName } from "../../core/languages";
import { saveFile } from "../../core/saving";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { wallDay } from "../../ui/clock";
import { Menu } from "../../ui/Menu";
import { useQuery } from "../../ui/query";
import { FindHere } from "./FindHere";
import css from "./playback.module.css";
import { problemWords } from "./useClassroom";
import { Words } from "./words";

const Downloads = lazy(() => import("./Downloads"));

const TRANSCRIPT = [
  { file: "transcript", kind: "vtt", label: t("playback.transcript_vtt") },
  { file: "transcript", kind: "srt", label: t("playback.transcript_srt") },
  { file: "transcript", kind: "txt", label: t("playback.transcript_txt") },
  { file: "transcript", kind: "md", label: t("transcript.save_md") },
  { file: "transcript", kind: "docx", label: t("transcript.save_docx") },
] as const;
const CHAT = [
  { file: "chat", kind: "md", label: t("downloads.chat_md") },
  { file: "chat", kind: "json", label: t("downloads.chat_json") },
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
  /** How far the reader is, and what is missing. */
  completion: ReactNode;
  /** Those who lead: until when late work is taken, and how far everybody is. */
  lateWork: (() => void) | null;
  /** Those who lead: cut passages out of a class that has ended. */
  edit: (() => void) | null;
  /** Those who lead: who can play it. */
  shown: (() => void) | null;
  /** Offer what each student answered. */
  answers: boolean;
  /** Who was there, or one's own part. */
  attendance: { label: string; open: () => void } | null;
  seek: (at: number) => void;
}

export function Header({
  classId,
  token,
  title,
  course,
  openedAt,
  live,
  room,
  completion,
  lateWork,
  edit,
  shown,
  answers,
  attendance,
  seek,
}: Props) {
  const [wrong, setWrong] = useState("");
  const [fetching, setFetching] = useState(false);
  // On a phone there is no place for more than search and what is saved.
  const phone = useQuery("(max-width: 599px)");
  const { captions, language } = useContext(Words);
  const { state } = captions.transcript;
  const written = captions.lines.length > 0;
  const lacks =
    written && state !== "done" && state !== "none"
      ? t(state === "working" ? "transcript.save_so_far" : "transcript.save_part")
      : undefined;
  const entry = (
    { file, kind, label }: (typeof TRANSCRIPT | typeof CHAT | typeof ANSWERS)[number],
    into = "",
  ) => ({
    id: `${file}.${kind}.${into}`,
    label,
    run: () => {
      setWrong("");
      saveFile(classId, token, file, kind, title, into).catch((problem: unknown) =>
        setWrong(problemWords(problem)),
      );
    },
  });
  const looks = [
    ...(lateWork ? [{ id: "late", label: t("late.work"), run: lateWork }] : []),
    ...(shown ? [{ id: "shown", label: t("shown.title"), run: shown }] : []),
    ...(attendance ? [{ id: "attendance", label: attendance.label, run: attendance.open }] : []),
    ...(edit ? [{ id: "edit", label: t("edit.open"), run: edit }] : []),
  ];
  // What is more than saving is not to be looked for under its sign.
  const more = phone && looks.length > 0;
  const [MenuIcon, menu] = more ? [Ellipsis, t("tools.more")] : [Download, t("playback.save")];
  const day = openedAt ? wallDay(openedAt) : "";
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
      <span className={`muted small clip ${css.day}`}>{[course, day].filter(Boolean).join(" · ")}</span>
      {completion}
      {wrong && (
        <span className="field-error" role="alert">
          {wrong}
        </span>
      )}
      <FindHere classId={classId} token={token} seek={seek} />
      {edit && !phone && (
        <IconButton label={t("edit.open")} kind="plain" onPress={edit}>
          <Scissors className="i" aria-hidden="true" />
        </IconButton>
      )}
      {lateWork && !phone && (
        <IconButton label={t("late.work")} kind="plain" onPress={lateWork}>
          <CalendarClock className="i" aria-hidden="true" />
        </IconButton>
      )}
      {shown && !phone && (
        <IconButton label={t("shown.title")} kind="plain" onPress={shown}>
          <Eye className="i" aria-hidden="true" />
        </IconButton>
      )}
      {attendance && !phone && (
        <IconButton label={attendance.label} kind="plain" onPress={attendance.open}>
          <ClipboardList className="i" aria-hidden="true" />
        </IconButton>
      )}
      <Menu
        label={menu}
        groups={[
          ...(phone ? [{ entries: looks }] : []),
          {
            entries: [{ id: "film", label: t("downloads.title"), run: () => setFetching(true) }],
          },
          {
            title: lacks,
            entries: written || state === "done" ? TRANSCRIPT.map((one) => entry(one)) : [],
          },
          {
            title: language && t("translations.save_in", { language: languageName(language) }),
            entries: language ? TRANSCRIPT.map((one) => entry(one, language)) : [],
          },
          { entries: [...CHAT, ...(answers ? ANSWERS : [])].map((one) => entry(one)) },
        ]}
      >
        <AriaButton className="btn" aria-label={menu}>
          <MenuIcon className="i" aria-hidden="true" />
          <span className={css.wide}>{t("playback.save")}</span>
        </AriaButton>
      </Menu>
      {fetching && (
        <Suspense>
          <Downloads classId={classId} token={token} close={() => setFetching(false)} />
        </Suspense>
      )}
    </header>
  );
}
