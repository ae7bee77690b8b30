// What matters now, above the stage: a lost line, a recording that stopped or is paused, a muted microphone, a move to a group.
import { CirclePause, DoorClosed, Hand, Mic, MicOff, Presentation, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { handPlace } from "../../core/view/hands";
import { nameOf } from "../../panels/props";
import { Banner } from "../../ui/Banner";
import { Button } from "../../ui/Button";
import { wallTime } from "../../ui/clock";
import { Away, Turn } from "./ClassTools";
import { useRoom } from "./context";
import { Followed } from "./Followed";
import { GroupBanners } from "./GroupBanners";
import { Narrow, NoMedia, Reconnecting } from "./LineBanners";

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
      title={`${nameOf(people, mutedBy)} muted you`}
      actions={
        raised ? null : (
          <Button size="sm" onPress={() => void session.live.commands.act({ do: "RaiseHand" })}>
            Ask to speak
          </Button>
        )
      }
    >
      Hold Space to speak, or raise your hand.
    </Banner>
  );
}

/** So long after it came a wish to hear somebody is shown, also after the page was loaded anew. */
const ASKED_MS = 90_000;

/** Nobody opens another's microphone: whoever is wanted to speak presses it themselves. */
function AskedToSpeak() {
  const { view, me, people, session, devices } = useRoom();
  const { asked, called } = view.hands;
  const [declined, setDeclined] = useState(-1);
  const fresh = asked !== null && session.live.now() - asked.at < ASKED_MS;
  if (!asked || !fresh || asked.person !== me || devices.microphone || declined === asked.at) return null;
  const who = nameOf(people, asked.by);
  return (
    <Banner
      tone="acc"
      live="assertive"
      icon={<Mic className="i" />}
      title={called === me ? `${who} calls on you` : `${who} asks you to unmute`}
      actions={
        <>
          <Button size="sm" kind="go" onPress={() => void session.setMicrophone(true)}>
            Unmute now
          </Button>
          <Button size="sm" kind="bare" onPress={() => setDeclined(asked.at)}>
            Not now
          </Button>
        </>
      }
    >
      Nobody hears you until you do.
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
      title="You present now"
      actions={
        <Button size="sm" onPress={() => void session.live.commands.act({ do: "HandOver", person: null })}>
          Give back
        </Button>
      }
    >
      Share your screen, add slides and turn their pages.
    </Banner>
  );
}

const ORDER = ["first", "second", "third", "fourth", "fifth"];
function HandUp() {
  const { view, me, people, session, leads, group } = useRoom();
  const place = handPlace(view.hands, me);
  // In a group the hand is a call for help, which its own banner tells of.
  if (!place || leads || group) return null;
  const ahead = view.hands.queue.slice(0, place - 1).map((hand) => nameOf(people, hand.person));
  const others =
    ahead.length > 2
      ? `${ahead.length} others come first.`
      : ahead.length
        ? `${ahead.join(" and ")} ${ahead.length > 1 ? "come" : "comes"} first.`
        : "You are next.";
  return (
    <Banner
      tone="acc"
      icon={<Hand className="i" />}
      title={`Your hand is up, you are ${ORDER[place - 1] ?? `number ${place}`}`}
      actions={
        <Button size="sm" onPress={() => void session.live.commands.act({ do: "LowerHand", person: null })}>
          Lower
        </Button>
      }
    >
      {others}
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
      title="Recording stopped by itself"
      actions={
        // Until the pause is written there is nothing to resume; the server goes on trying to write it.
        view.lesson.recording === "paused" ? (
          <Button size="sm" isDisabled={trying} onPress={() => void again()}>
            Try again
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
    lesson.openedAt !== null && lesson.pausedAt !== null
      ? `Since ${wallTime(lesson.openedAt + lesson.pausedAt)}. `
      : "";
  return (
    <Banner tone="warn" icon={<CirclePause className="i" />} title="Nothing is recorded now">
      {since}Picture and sound of the pause are left out of the recording.
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
          ? `${more.length + 1} people wait to come in`
          : `${nameOf(people, first)} waits to come in`
      }
      actions={
        <>
          <Button size="sm" onPress={() => void act({ do: "AdmitAll" })}>
            {more.length ? "Let all in" : "Let in"}
          </Button>
          <Button size="sm" kind="bare" onPress={openPeople}>
            See who
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
    <div className="banners">
      <Followed />
      <Reconnecting />
      <NoMedia />
      <Narrow />
      <AtTheDoor openPeople={openPeople} />
      <GroupBanners openBreakouts={openBreakouts} />
      <NotRecorded />
      <Paused />
      <AskedToSpeak />
      <MutedByTeacher />
      <Presenting />
      <HandUp />
      <Turn />
      <Away />
    </div>
  );
}
