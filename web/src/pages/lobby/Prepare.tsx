// Before going in: picture, devices, name, what is recorded, and the one big button.
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { ApiError, isBusy, type Joined, personToken, type Ticket } from "../../core/api";
import type { Choice } from "../../core/view/consent";
import { SEEN } from "../../core/view/people";
import { t } from "../../texts";
import { Banner } from "../../ui/Banner";
import type { RoomEntry } from "../entry";
import { Again, type Delay, nextTry } from "./Again";
import { DeviceChoices } from "./DeviceChoices";
import { joinAs, nextStep, type Step } from "./enter";
import css from "./lobby.module.css";
import { Network } from "./Network";
import { Preview } from "./Preview";
import { Later, RecordingNotice } from "./RecordingNotice";
import { Starts } from "./Starts";
import { type Coming, useDevices } from "./useDevices";
import { Waiting } from "./Waiting";
import { Welcome } from "./Welcome";

interface Props {
  code: string;
  ticket: Ticket;
  playback: string;
  onWait: (waiting: boolean) => void;
  onEnter: (entry: RoomEntry) => void;
  /** Somebody is about to go in. */
  onKnock: () => void;
}

const NAME = "amphi.name";
const LONGEST_NAME = 80;
/** Whoever caught up with the class in playback goes straight in. */
const STRAIGHT_IN = "#in";
/** So long a person who goes in waits for a camera that is starting; an unanswered question follows into the room. */
const CAMERA_STARTS = 3_000;

async function withoutPicture(coming: Coming): Coming {
  const { audio, video } = await coming;
  video?.stop();
  return { audio, video: null };
}

export function Prepare({ code, ticket, playback, onWait, onEnter, onKnock }: Props) {
  const about = ticket.class;
  const teaches = ticket.role === "instructor" || ticket.role === "assistant";
  const [name, setName] = useState(() => ticket.signed_in?.name ?? localStorage.getItem(NAME) ?? "");
  const [muted, setMuted] = useState(() => !teaches || location.hash === STRAIGHT_IN);
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const [delay, setDelay] = useState<Delay | null>(null);
  const tries = useRef(0);
  const [choice, setChoice] = useState<Choice | null>(null);
  const [joined, setJoined] = useState<Joined | null>(null);
  const [step, setStep] = useState<Step | null>(null);
  const soundOnly = useRef(false);
  const straight = useRef(location.hash === STRAIGHT_IN);
  const cameraChosen = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  const devices = useDevices(true);
  const { release, settled, turn } = devices;
  // Whoever comes into a large class watches first, unless they want to be seen.
  const crowded = !teaches && ticket.present >= SEEN;
  const camera = devices.video.track;
  useEffect(() => {
    if (crowded && camera && !cameraChosen.current) turn("video", false);
  }, [crowded, camera, turn]);

  const goIn = useCallback(
    (as: Joined) => {
      const { audio, video, coming } = release();
      if (soundOnly.current) video?.stop();
      const unseen = soundOnly.current || ((crowded || straight.current) && !cameraChosen.current);
      const initialStreams = {
        microphone: audio,
        camera: soundOnly.current ? null : video,
        coming: coming && (unseen ? withoutPicture(coming) : coming),
        cameraChosen: cameraChosen.current,
        muted,
        soundOnly: soundOnly.current,
      };
      const person = { id: as.person, name: as.name, role: as.role };
      // Whoever goes straight in is asked in the room; nothing is recorded of them before.
      const chosen = about.recorded ? (choice ?? { recorded: false, notice: 0 }) : undefined;
      onEnter({ classId: as.class, token: as.token, person, initialStreams, choice: chosen, playback });
    },
    [release, muted, crowded, onEnter, playback, about.recorded, choice],
  );

  /** What passes is tried again by itself; the rest is told. */
  const refused = useCallback((problem: unknown) => {
    if (problem instanceof ApiError && isBusy(problem)) {
      setDelay({ problem, until: nextTry(tries.current) });
      tries.current += 1;
    } else
      setWrong(problem instanceof ApiError ? `${problem.message} ${problem.next}` : t("lobby.did_not_work"));
  }, []);

  const proceed = useCallback(
    async (as: Joined) => {
      try {
        const next = await nextStep(ticket, as);
        if (next === "in") return goIn(as);
        personToken.keep(as.class, as.token); // the same person in the chat before class
        setStep(next);
      } catch (problem) {
        refused(problem);
        setJoined(null);
        setStep(null);
      }
    },
    [ticket, goIn, refused],
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
      setWrong(t("lobby.write_your_name"));
      field.current?.focus();
      return;
    }
    setBusy(true);
    setDelay(null);
    setWrong("");
    const joining = joinAs(code, ticket.class.id, called);
    if (ticket.class.state === "live") onKnock();
    try {
      const as = await joining;
      localStorage.setItem(NAME, called);
      setJoined(as);
      await settled(CAMERA_STARTS);
      await proceed(as);
    } catch (problem) {
      refused(problem);
    } finally {
      setBusy(false);
    }
  };

  const enter = useRef(submit);
  enter.current = submit;
  useEffect(() => {
    if (location.hash !== STRAIGHT_IN) return;
    history.replaceState(null, "", location.pathname + location.search);
    if (begun) void enter.current(false);
  }, [begun]);

  const stop = () => {
    setStep(null);
    setJoined(null);
  };
  const unread = about.recorded && !choice;
  return (
    <main className={css.wrap}>
      <div className={css.intro}>
        <div>
          <p className="muted b">{about.course}</p>
          <h1>{about.title}</h1>
        </div>
        <Starts about={about} />
        {ticket.welcome && <Welcome text={ticket.welcome} />}
      </div>
      <section className={css.look} aria-label={t("lobby.camera_and_sound")}>
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
          onCamera={() => {
            cameraChosen.current = camera === null;
            turn("video", camera === null);
          }}
        />
        {crowded && (
          <p className={css.hint} role="status">
            {t("lobby.crowded", { count: ticket.present })}
          </p>
        )}
        <DeviceChoices devices={devices} muted={muted} />
        <Network code={code} />
      </section>
      <form
        className={css.side}
        aria-label={t("lobby.join")}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit(false);
        }}
        noValidate
      >
        <RecordingNotice ticket={ticket} onChoice={setChoice} />
        {waits ? (
          <Waiting about={about} playback={playback} onCancel={stop} />
        ) : (
          <>
            <label className={css.name}>
              <span>{t("lobby.your_name")}</span>
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
            {delay && (
              <Again
                delay={delay}
                now={() => void submit(soundOnly.current)}
                stop={() => {
                  setDelay(null);
                  tries.current = 0;
                }}
              />
            )}
            <div className={css.cta}>
              <div className={css.dock}>
                {about.recorded && (
                  <p className={`${css.docked} small row`}>
                    <span className="rec">{t("lobby.rec")}</span>
                    <span className="grow clip">
                      {t(choice?.recorded === false ? "lobby.without_you" : "lobby.with_your_voice")}
                    </span>
                    <a href="#recording" className="b">
                      {t("lobby.what_is_kept")}
                    </a>
                  </p>
                )}
                <button type="submit" className="btn go lg" disabled={busy || unread}>
                  {t("lobby.join_class")}
                </button>
              </div>
              <button
                type="button"
                className="btn"
                disabled={busy || unread}
                onClick={() => void submit(true)}
              >
                {t("lobby.join_sound_only")}
              </button>
            </div>
          </>
        )}
        {teaches && about.state === "scheduled" && (
          <Banner title={t("lobby.begins_with_you")} live="off">
            {about.recorded ? t("lobby.recording_begins") : t("lobby.not_recorded_then")}
          </Banner>
        )}
        <Later about={about} playback={playback} />
      </form>
    </main>
  );
}
