// Before going in: picture, devices, name, what is recorded, and the one big button.
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { ApiError, type Joined, type Ticket } from "../../core/api";
import { Banner } from "../../ui/Banner";
import type { RoomEntry } from "../entry";
import { DeviceChoices } from "./DeviceChoices";
import { joinAs, nextStep, type Step } from "./enter";
import css from "./lobby.module.css";
import { Network } from "./Network";
import { Preview } from "./Preview";
import { Later, RecordingNotice } from "./RecordingNotice";
import { Starts } from "./Starts";
import { type Coming, useDevices } from "./useDevices";
import { Waiting } from "./Waiting";

interface Props {
  code: string;
  ticket: Ticket;
  playback: string;
  onWait: (waiting: boolean) => void;
  onEnter: (entry: RoomEntry) => void;
}

const NAME = "amphi.name";
const LONGEST_NAME = 80;
/** So long a person who goes in waits for a camera that is starting; an unanswered question follows into the room. */
const CAMERA_STARTS = 3_000;

async function withoutPicture(coming: Coming): Coming {
  const { audio, video } = await coming;
  video?.stop();
  return { audio, video: null };
}

export function Prepare({ code, ticket, playback, onWait, onEnter }: Props) {
  const teaches = ticket.role === "instructor" || ticket.role === "assistant";
  const [name, setName] = useState(() => ticket.signed_in?.name ?? localStorage.getItem(NAME) ?? "");
  const [muted, setMuted] = useState(!teaches);
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const [joined, setJoined] = useState<Joined | null>(null);
  const [step, setStep] = useState<Step | null>(null);
  const soundOnly = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  const devices = useDevices(true);
  const { release, settled } = devices;

  const goIn = useCallback(
    (as: Joined) => {
      const { audio, video, coming } = release();
      if (soundOnly.current) video?.stop();
      const initialStreams = {
        microphone: audio,
        camera: soundOnly.current ? null : video,
        coming: coming && (soundOnly.current ? withoutPicture(coming) : coming),
        muted,
        soundOnly: soundOnly.current,
      };
      const person = { id: as.person, name: as.name, role: as.role };
      onEnter({ classId: as.class, token: as.token, person, initialStreams, playback });
    },
    [release, muted, onEnter, playback],
  );

  const proceed = useCallback(
    async (as: Joined) => {
      try {
        const next = await nextStep(ticket, as);
        if (next === "in") goIn(as);
        else setStep(next);
      } catch (problem) {
        setWrong(
          problem instanceof ApiError
            ? `${problem.message} ${problem.next}`
            : "That did not work. Try again.",
        );
        setJoined(null);
        setStep(null);
      }
    },
    [ticket, goIn],
  );

  const waits = joined !== null && step === "not_begun";
  useEffect(() => onWait(waits), [waits, onWait]);
  const begun = ticket.class.state === "live";
  useEffect(() => {
    if (waits && joined && begun) void proceed(joined);
  }, [waits, joined, begun, proceed]);

  const submit = async (onlySound: boolean) => {
    soundOnly.current = onlySound;
    const called = name.trim();
    if (called === "") {
      setWrong("Write your name, so that the others know who you are.");
      field.current?.focus();
      return;
    }
    setBusy(true);
    setWrong("");
    try {
      const as = await joinAs(code, ticket.class.id, called);
      localStorage.setItem(NAME, called);
      setJoined(as);
      await settled(CAMERA_STARTS);
      await proceed(as);
    } catch (problem) {
      setWrong(
        problem instanceof ApiError ? `${problem.message} ${problem.next}` : "That did not work. Try again.",
      );
    } finally {
      setBusy(false);
    }
  };

  const stop = () => {
    setStep(null);
    setJoined(null);
  };
  const about = ticket.class;
  return (
    <main className={css.wrap}>
      <div className={css.intro}>
        <div>
          <p className="muted b">{about.course}</p>
          <h1>{about.title}</h1>
        </div>
        <Starts about={about} />
      </div>
      <section className={css.look} aria-label="Camera and sound">
        <Preview
          name={name.trim()}
          audio={devices.audio}
          video={devices.video}
          muted={muted}
          onMicrophone={() => {
            if (devices.audio.track) setMuted(!muted);
            else {
              setMuted(false);
              devices.turn("audio", true);
            }
          }}
          onCamera={() => devices.turn("video", devices.video.track === null)}
        />
        <DeviceChoices devices={devices} muted={muted} />
        <Network code={code} />
      </section>
      <form
        className={css.side}
        aria-label="Join"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit(false);
        }}
        noValidate
      >
        <RecordingNotice about={about} />
        {waits ? (
          <Waiting about={about} onCancel={stop} />
        ) : (
          <>
            <label className={css.name}>
              <span>Your name</span>
              <input
                ref={field}
                className="input"
                name="name"
                autoComplete="name"
                maxLength={LONGEST_NAME}
                value={name}
                aria-invalid={wrong !== ""}
                aria-describedby={wrong ? "wrong" : undefined}
                onChange={(event) => setName(event.target.value)}
              />
            </label>
            {wrong && (
              <p className={css.wrong} id="wrong" role="alert">
                {wrong}
              </p>
            )}
            <div className={css.cta}>
              <div className={css.dock}>
                {about.recorded && (
                  <p className={`${css.docked} small row`}>
                    <span className="rec">REC</span>
                    <span className="grow clip">with your voice and camera</span>
                    <a href="#recording" className="b">
                      What is kept
                    </a>
                  </p>
                )}
                <button type="submit" className="btn go lg" disabled={busy}>
                  Join class
                </button>
              </div>
              <button type="button" className="btn" disabled={busy} onClick={() => void submit(true)}>
                Go in with sound only
              </button>
            </div>
          </>
        )}
        {teaches && about.state === "scheduled" && (
          <Banner title="The class begins when you go in" live="off">
            {about.recorded
              ? "Recording begins with it. You can pause it at any time."
              : "It is not recorded."}
          </Banner>
        )}
        <Later about={about} playback={playback} />
      </form>
    </main>
  );
}
