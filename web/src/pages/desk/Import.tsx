// A recording from elsewhere, with its transcript and chat if there are any, is sent and becomes a class.
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Desk, DeskClass } from "../../core/api";
import { importsApi, send } from "../../core/imports";
import { locale, t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/TextField";
import { problemWords } from "../playback/useClassroom";
import { CourseChoice, useCourse } from "./CourseChoice";
import "../../panels/panels.css";
import css from "./desk.module.css";

interface Props {
  desk: Desk;
  /** One that was begun and broke off. */
  begun?: DeskClass;
  onClose: () => void;
  changed: () => void;
}

interface Files {
  recording: File | null;
  transcript: File | null;
  chat: File | null;
}

const percent = (part: number): string =>
  part.toLocaleString(locale(), { style: "percent", maximumFractionDigits: 0 });

interface PickProps {
  label: string;
  accept: string;
  hint?: string;
  pick: (file: File | null) => void;
}

function Pick({ label, accept, hint, pick }: PickProps) {
  return (
    <label className={css.formRow}>
      <span>{label}</span>
      <input
        className="input"
        type="file"
        accept={accept}
        onChange={(event) => pick(event.target.files?.[0] ?? null)}
      />
      {hint && <small className="muted">{hint}</small>}
    </label>
  );
}

/** Sends all of it while the dialog is open; keeps what was begun, so that a second press goes on with it. */
function useSending(begun: DeskClass | undefined, changed: () => void, done: () => void) {
  const [id, setId] = useState(begun?.id ?? "");
  const [part, setPart] = useState<number | null>(null);
  const [wrong, setWrong] = useState("");
  const open = useRef(true);
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);
  const run = async (files: Files & { recording: File }, begin: () => Promise<string>) => {
    setWrong("");
    setPart(0);
    try {
      const into = id || (await begin());
      setId(into);
      changed();
      if (files.transcript) await importsApi.words(into, "transcript", files.transcript);
      if (files.chat) await importsApi.words(into, "chat", files.chat);
      if (!(await send(into, files.recording, setPart, () => !open.current))) return;
      await importsApi.start(into);
      changed();
      done();
    } catch (problem) {
      setWrong(t("imports.stopped", { reason: problemWords(problem) }));
      setPart(null);
    }
  };
  return { part, wrong, setWrong, run, begun: id !== "" };
}

function Sending({ part }: { part: number }) {
  const words = t("imports.sending", { part: percent(part) });
  return (
    <div className="stack">
      <p role="status">{words}</p>
      <progress className={css.sent} max={1} value={part} aria-label={words} />
      <p className="small muted">{t("imports.sending_hint")}</p>
    </div>
  );
}

export default function Import({ desk, begun, onClose, changed }: Props) {
  const [title, setTitle] = useState(begun?.title ?? "");
  const [speaker, setSpeaker] = useState(desk.me.name);
  const [files, setFiles] = useState<Files>({ recording: null, transcript: null, chat: null });
  const [awaited, setAwaited] = useState({ name: "", size: 0 });
  const choice = useCourse(desk, "");
  const sending = useSending(begun, changed, onClose);
  const { part, setWrong } = sending;
  useEffect(() => {
    if (begun) importsApi.state(begun.id).then(setAwaited, (problem) => setWrong(problemWords(problem)));
  }, [begun, setWrong]);
  const pick = (what: keyof Files) => (file: File | null) => {
    setFiles({ ...files, [what]: file });
    if (what === "recording" && file && title === "") setTitle(file.name.replace(/\.[^.]+$/, ""));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { recording } = files;
    if (!recording) return setWrong(t("imports.choose_file"));
    if (awaited.size && recording.size !== awaited.size)
      return setWrong(t("imports.same_file", { name: awaited.name }));
    const called = title.trim() || recording.name;
    void sending.run({ ...files, recording }, async () => {
      const course = await choice.into(called);
      return (await importsApi.begin({ course, title: called, speaker: speaker.trim() }, recording)).id;
    });
  };
  const name = begun ? t("imports.go_on_title", { title: begun.title }) : t("imports.bring");
  return (
    <Dialog title={name} open onClose={onClose}>
      <form className={css.form} onSubmit={submit} noValidate>
        <p className="muted">{t("imports.bring_hint")}</p>
        {/* What was chosen stays in the fields. */}
        <div className={css.form} hidden={part !== null}>
          <Pick
            label={t("imports.file")}
            accept=".mp4,.m4v,.mov,.m4a,.webm,.mkv,video/*,audio/mp4"
            pick={pick("recording")}
          />
          <Pick
            label={t("imports.words")}
            accept=".vtt,.srt,text/vtt"
            hint={t("imports.words_hint")}
            pick={pick("transcript")}
          />
          <Pick label={t("imports.chat")} accept=".txt,text/plain" pick={pick("chat")} />
          {!sending.begun && (
            <>
              <TextField label={t("alone.title")} value={title} onChange={setTitle} maxLength={200} />
              <CourseChoice choice={choice} />
              <TextField label={t("imports.speaker")} value={speaker} onChange={setSpeaker} maxLength={80} />
            </>
          )}
        </div>
        {part !== null && <Sending part={part} />}
        {sending.wrong && (
          <p className="field-error" role="alert">
            {sending.wrong}
          </p>
        )}
        <div className={css.formFoot}>
          <Button onPress={onClose}>{t("desk.not_now")}</Button>
          {part === null && (
            <Button kind="go" type="submit">
              {t(sending.begun ? "imports.again" : "imports.start")}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
