// A comment by voice or camera: a level that moves, three minutes at most, heard before it is sent.
import { Circle, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ClassFiles } from "../../core/files";
import { LONGEST_MS, type NoteKind } from "../../core/recorded";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { clock } from "../../ui/clock";
import { Dialog } from "../../ui/Dialog";
import { Meter } from "./Meter";
import { Played } from "./Played";
import { useRecorder } from "./useRecorder";

interface Props {
  kind: NoteKind;
  files: ClassFiles;
  at: number;
  send: (note: string) => Promise<string>;
  onClose: () => void;
}

function Elapsed({ elapsed }: { elapsed: () => number }) {
  const [now, setNow] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(elapsed()), 250);
    return () => window.clearInterval(timer);
  }, [elapsed]);
  return (
    <p className="note-time nums" role="timer">
      <Circle className="i s rec" aria-hidden="true" /> {clock(now)}{" "}
      <span className="muted">{t("comments.of_at_most", { time: clock(LONGEST_MS) })}</span>
    </p>
  );
}

function Mirror({ track }: { track: MediaStreamTrack }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = new MediaStream([track]);
  }, [track]);
  return (
    <video
      className="note-picture mirror"
      ref={video}
      autoPlay
      muted
      playsInline
      aria-label={t("comments.your_camera")}
    />
  );
}

/** Bring it and send it; how far it is, and what stood in the way. */
function useSending({ kind, files, send, onClose }: Props) {
  const [part, setPart] = useState<number | null>(null);
  const [trouble, setTrouble] = useState("");
  // What was brought is sent again, not brought again.
  const brought = useRef<{ blob: Blob; file: string } | null>(null);
  const submit = async (blob: Blob) => {
    setTrouble("");
    setPart(0);
    try {
      if (brought.current?.blob !== blob) {
        const name = `${kind}.${blob.type.endsWith("mp4") ? "mp4" : "webm"}`;
        const file = new File([blob], name, { type: blob.type });
        brought.current = { blob, file: (await files.bring(file, setPart, true).done).file };
      }
      const wrong = await send(brought.current.file);
      if (wrong === "") return onClose();
      setTrouble(wrong);
    } catch (problem) {
      const { message = "", next = "" } = problem as { message?: string; next?: string };
      setTrouble(`${message} ${next}`);
    }
    setPart(null);
  };
  return { part, trouble, submit };
}

export default function NoteRecorder(props: Props) {
  const { kind, at, onClose } = props;
  const { step, tracks, start, stop, again, askAgain, elapsed } = useRecorder(kind);
  const { part, trouble, submit } = useSending(props);
  const sound = tracks.find((one) => one.kind === "audio");
  const picture = tracks.find((one) => one.kind === "video");
  const live = step.step === "ready" || step.step === "recording";
  return (
    <Dialog
      title={t(`comments.${kind}_at`, { time: clock(at) })}
      open
      onClose={onClose}
      actions={
        step.step === "done" && (
          <>
            <Button isDisabled={part !== null} onPress={again}>
              {t("comments.record_again")}
            </Button>
            <Button kind="go" isDisabled={part !== null} onPress={() => void submit(step.blob)}>
              {t("comments.send_note")}
            </Button>
          </>
        )
      }
    >
      <div className="stack note-recorder">
        {step.step === "opening" && <p role="status">{t("comments.opening")}</p>}
        {step.step === "none" && (
          <>
            <p role="alert">
              {step.wrong
                ? t(`comments.wrong_${step.wrong.state}`, { kind: step.wrong.kind })
                : t("comments.cannot_record")}
            </p>
            {step.wrong && <Button onPress={askAgain}>{t("comments.try_again")}</Button>}
          </>
        )}
        {live && picture && <Mirror track={picture} />}
        {live && sound && <Meter track={sound} />}
        {step.step === "ready" && (
          <>
            <Button kind="go" size="lg" autoFocus onPress={start}>
              <Circle className="i" aria-hidden="true" />
              {t("comments.start")}
            </Button>
            <p className="small muted">{t("comments.start_hint", { time: clock(LONGEST_MS) })}</p>
          </>
        )}
        {step.step === "recording" && (
          <>
            <Elapsed elapsed={elapsed} />
            <Button kind="stop" size="lg" autoFocus onPress={() => void stop()}>
              <Square className="i" aria-hidden="true" />
              {t("comments.stop")}
            </Button>
          </>
        )}
        {step.step === "done" && (
          <Played
            src={step.url}
            picture={kind === "camera"}
            label={t("comments.your_recording")}
            length={step.length}
          />
        )}
        {part !== null && <progress value={part} max={1} aria-label={t("comments.sending")} />}
        <p className="field-error" role="alert">
          {trouble}
        </p>
      </div>
    </Dialog>
  );
}
