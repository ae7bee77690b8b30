// A comment spoken into the browser: which form it is recorded in, what is recorded, and for how long at most.

export const LONGEST_MS = 3 * 60_000;
/** Enough for speech, and for a face at 480 lines. */
const SOUND_BITS = 48_000;
const PICTURE_BITS = 600_000;

/** In the order of who plays it: WebM everywhere but in Safari before 16, which records MP4. */
const FORMS = {
  voice: ["audio/webm;codecs=opus", "audio/mp4"],
  camera: ["video/webm;codecs=vp8,opus", "video/mp4"],
} as const;

export type NoteKind = keyof typeof FORMS;

/** The form that this browser records; null when it records none. */
export function formOf(kind: NoteKind): string | null {
  if (typeof MediaRecorder === "undefined") return null;
  return FORMS[kind].find((form) => MediaRecorder.isTypeSupported(form)) ?? null;
}

/** One recording under way. */
export class Recording {
  private readonly recorder: MediaRecorder;
  private readonly parts: Blob[] = [];
  private readonly ended: Promise<Blob>;
  private readonly timer: ReturnType<typeof setTimeout>;
  readonly since = performance.now();

  /** `full` is told when the longest time has passed. */
  constructor(tracks: MediaStreamTrack[], form: string, full: () => void) {
    this.recorder = new MediaRecorder(new MediaStream(tracks), {
      mimeType: form,
      audioBitsPerSecond: SOUND_BITS,
      videoBitsPerSecond: PICTURE_BITS,
    });
    this.recorder.ondataavailable = ({ data }) => this.parts.push(data);
    this.ended = new Promise((done) => {
      this.recorder.onstop = () => done(new Blob(this.parts, { type: form.split(";")[0] }));
    });
    this.recorder.start(1_000);
    this.timer = setTimeout(full, LONGEST_MS);
  }

  /** What was recorded. */
  stop(): Promise<Blob> {
    clearTimeout(this.timer);
    if (this.recorder.state !== "inactive") this.recorder.stop();
    return this.ended;
  }
}
