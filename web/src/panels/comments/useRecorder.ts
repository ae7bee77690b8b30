// The steps of a spoken comment: the devices open, it is recorded, and it lies there to be listened to.
import { useCallback, useEffect, useRef, useState } from "react";
import { formOf, type NoteKind, Recording } from "../../core/recorded";
import { openFor, type Refused } from "./devices";

export interface Wrong {
  kind: "audio" | "video";
  state: Refused;
}
export type Step =
  | { step: "opening" }
  /** This browser cannot record, or a device is not to be had. */
  | { step: "none"; wrong: Wrong | null }
  | { step: "ready" | "recording" }
  /** `length` in ms: the browser writes none into the file. */
  | { step: "done"; blob: Blob; url: string; length: number };

const wanted = (kind: NoteKind) => (kind === "camera" ? (["audio", "video"] as const) : (["audio"] as const));

export function useRecorder(kind: NoteKind) {
  const [step, setStep] = useState<Step>({ step: "opening" });
  const [tracks, setTracks] = useState<readonly MediaStreamTrack[]>([]);
  const recording = useRef<Recording | null>(null);
  const [asked, setAsked] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once more when somebody says so
  useEffect(() => {
    let gone = false;
    const opened: MediaStreamTrack[] = [];
    const ready = async () => {
      if (formOf(kind) === null) return setStep({ step: "none", wrong: null });
      for (const one of wanted(kind)) {
        const found = await openFor(one);
        if ("track" in found) opened.push(found.track);
        if (gone) {
          for (const other of opened) other.stop();
          return;
        }
        if ("refused" in found) return setStep({ step: "none", wrong: { kind: one, state: found.refused } });
      }
      setTracks([...opened]);
      setStep({ step: "ready" });
    };
    void ready();
    return () => {
      gone = true;
      void recording.current?.stop();
      for (const track of opened) track.stop();
    };
  }, [kind, asked]);

  useEffect(
    () => () => {
      if (step.step === "done") URL.revokeObjectURL(step.url);
    },
    [step],
  );

  const stop = useCallback(async () => {
    const length = recording.current ? performance.now() - recording.current.since : 0;
    const blob = await recording.current?.stop();
    recording.current = null;
    if (blob) setStep({ step: "done", blob, url: URL.createObjectURL(blob), length });
  }, []);
  const start = useCallback(() => {
    const form = formOf(kind);
    if (form === null) return;
    recording.current = new Recording([...tracks], form, () => void stop());
    setStep({ step: "recording" });
  }, [kind, tracks, stop]);
  const askAgain = () => {
    setStep({ step: "opening" });
    setAsked((now) => now + 1);
  };
  const elapsed = () => (recording.current ? performance.now() - recording.current.since : 0);
  return { step, tracks, start, stop, again: () => setStep({ step: "ready" }), askAgain, elapsed };
}
