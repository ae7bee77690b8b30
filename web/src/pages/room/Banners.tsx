// What matters now, above the stage: a lost line, a recording that stopped or is paused, a muted microphone, a move to a group.
import { CirclePause, DoorClosed, Hand, Mic, MicOff, Presentation, TriangleAlert } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { handPlace } from "../../core/view/hands";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { Banner } from "../../ui/Banner";
import { Button } from "../../ui/Button";
import { wallTime } from "../../ui/clock";
import { Away, Turn } from "./ClassTools";
import { useRoom } from "./context";
import { Followed } from "./Followed";
import { Narrow, NoMedia, Reconnecting } from "./LineBanners";

const Asked = lazy(() => import("./Asked"));
/** Comes after the room itself, for which nobody waits then. */
const GroupBanners = lazy(() => import("./GroupBanners").then((one) => ({ default: one.GroupBanners })));

/** Not yet asked whether they may be recorded: recording was switched on meanwhile, or they came straight in. */
function ToBeAsked() {
  const { view, me } = useRoom();
  if (view.lesson.recording === "off" || view.consent.get(me)?.notice) return null;
  return (
    <Suspense>
      <Asked />
    </Suspense>
  );
}

/** So long it is told; that one is muted stands on the microphone's button as long as it is so. */
const MUTED_MS = 45_000;

function MutedByTeacher() {
  const { devices, people, session, view, me } = useRoom();
  const { mutedBy } = devices;
  const [told, setTold] = useState<string | null>(null);
  useEffect(() => {
    if (!mutedBy) return setTold(null);
    const timer = setTimeout(() => setTold(mutedBy), MUTED_MS);
    return () => clearTimeout(timer);
  }, [mutedBy]);
  if (!mutedBy || told === mutedBy) return null;
  const raised = handPlace(view.hands, me) > 0;
  return (
    <Banner
      icon={<MicOff className="i" />}
      title={t("room.muted_you", { name: nameOf(people, mutedBy) })}
      actions={
        raised ? null : (
          <Button size="sm" onPress={() => void session.live.commands.act({ do: "RaiseHand" })}>
            {t("room.ask_to_speak")}
          </Button>
        )
      }
    >
      {t("room.muted_hint")}
    </Banner>
  );
}

/** So long after it came a wish to hear somebody is shown, also after the page was loaded anew. */
const ASKED_MS = 90_000;

/** Nobody opens another's microphone: whoever is wanted to speak presses it themselves. */
function AskedToSpeak() {
  const { view, me, people, session, devices } = useRoom();
  const { asked, called } = view.hands;
  const [answered, setAnswered] = useState(-1);
  const fresh = asked !== null && session.live.now() - asked.at < ASKED_MS;
  useEffect(() => {
    if (asked && devices.microphone) setAnswered(asked.at);
  }, [asked, devices.microphone]);
  if (!asked || !fresh || asked.person !== me || devices.microphone || answered === asked.at) return null;
  const name = nameOf(people, asked.by);
  return (
    <Banner
      tone="acc"
      live="assertive"
      icon={<Mic className="i" />}
      title={t(called === me ? "room.calls_on_you" : "room.asks_to_unmute", { name })}
      actions={
        <>
          <Button size="sm" kind="go" onPress={() => void session.setMicrophone(true)}>
            {t("room.unmute_now")}
          </Button>
          <Button size="sm" kind="bare" onPress={() => setAnswered(asked.at)}>
            {t("room.not_now")}
          </Button>
        </>
      }
    >
      {t("room.unheard")}
    </Banner>
  );
}

/** Whoever was handed presenting learns what they can do now, and how to give it back. */
function Presenting() {
  const { view, me, leads, session } = useRoom();
  if (view.rights.presenter !== me || leads) return null;
  return (
    <Banner
      tone="acc"
      icon={<Presentation className="i" />}
      title={t("room.you_present")}
      actions={
        <Button size="sm" onPress={() => void session.live.commands.act({ do: "HandOver", person: null })}>
          {t("room.give_back")}
        </Button>
      }
    >
      {t("room.presenting_hint")}
    </Banner>
  );
}

/** Whose hands were up before. */
function comeFirst(ahead: readonly string[]): string {
  const [first = "", second = ""] = ahead;
  if (ahead.length > 2) return t("room.hand_after_many", { count: ahead.length });
  if (second) return t("room.hand_after_two", { first, second });
  return first ? t("room.hand_after_one", { first }) : t("room.hand_next");
}

function HandUp() {
  const { view, me, people, session, leads, group } = useRoom();
  const place = handPlace(view.hands, me);
  // In a group the hand is a call for help, which its own banner tells of.
  if (!place || leads || group) return null;
  const ahead = view.hands.queue.slice(0, place - 1).map((hand) => nameOf(people, hand.person));
  return (
    <Banner
      tone="acc"
      icon={<Hand className="i" />}
      title={t("room.hand_up", { place })}
      actions={
        <Button size="sm" onPress={() => void session.live.commands.act({ do: "LowerHand", person: null })}>
          {t("room.lower")}
        </Button>
      }
    >
      {comeFirst(ahead)}
    </Banner>
  );
}

/** Recording stopped by itself: whoever leads learns why, and tries again once it is mended. */
function NotRecorded() {
  const { session, state, view, leads, tell } = useRoom();
  const [trying, setTrying] = useState(false);
  if (!state.trouble || !leads) return null;
  const again = async () => {
    setTrying(true);
    const outcome = await session.live.commands.act({ do: "ResumeRecording" });
    setTrying(false);
    if (!outcome.ok) tell(`${outcome.error.message} ${outcome.error.next}`, "bad");
  };
  return (
    <Banner
      tone="bad"
      live="assertive"
      icon={<TriangleAlert className="i" />}
      title={t("room.recording_stopped")}
      actions={
        // Until the pause is written there is nothing to resume; the server goes on trying to write it.
        view.lesson.recording === "paused" ? (
          <Button size="sm" isDisabled={trying} onPress={() => void again()}>
            {t("room.try_again")}
          </Button>
        ) : null
      }
    >
      {state.trouble.message}
    </Banner>
  );
}

function Paused() {
  const { state, leads, view } = useRoom();
  const { lesson } = view;
  if (lesson.recording !== "paused" || (state.trouble && leads)) return null;
  const since =
    lesson.openedAt !== null && lesson.pausedAt !== null ? lesson.openedAt + lesson.pausedAt : null;
  return (
    <Banner tone="warn" icon={<CirclePause className="i" />} title={t("room.nothing_recorded")}>
      {since === null ? t("room.pause") : t("room.pause_since", { time: wallTime(since) })}
    </Banner>
  );
}

function AtTheDoor({ openPeople }: { openPeople: () => void }) {
  const { view, may, people, session } = useRoom();
  const { act } = session.live.commands;
  const [first, ...more] = view.people.asking;
  if (!may("admit") || !first) return null;
  return (
    <Banner
      tone="acc"
      icon={<DoorClosed className="i" />}
      title={
        more.length
          ? t("room.wait_many", { count: more.length + 1 })
          : t("room.waits", { name: nameOf(people, first) })
      }
      actions={
        <>
          <Button size="sm" onPress={() => void act({ do: "AdmitAll" })}>
            {t(more.length ? "room.let_all_in" : "room.let_in")}
          </Button>
          <Button size="sm" kind="bare" onPress={openPeople}>
            {t("room.see_who")}
          </Button>
        </>
      }
    />
  );
}

interface Props {
  openPeople: () => void;
  openBreakouts: () => void;
}

export function Banners({ openPeople, openBreakouts }: Props) {
  return (
    // Outside of what a panel covers: it is seen, said and pressed whatever is open.
    <section className="banners" aria-label={t("room.notices")}>
      <Followed />
      <Reconnecting />
      <NoMedia />
      <Narrow />
      <ToBeAsked />
      <AtTheDoor openPeople={openPeople} />
      <Suspense>
        <GroupBanners openBreakouts={openBreakouts} />
      </Suspense>
      <NotRecorded />
      <Paused />
      <AskedToSpeak />
      <MutedByTeacher />
      <Presenting />
      <HandUp />
      <Turn />
      <Away />
    </section>
  );
}
