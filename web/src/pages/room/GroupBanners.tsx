// What breakout groups mean for one's own place: where one is, until when, who asks for help, what is told to all.
import { Hand, LifeBuoy, Megaphone, Network } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { groupOf } from "../../core/view/breakouts";
import { handPlace } from "../../core/view/hands";
import { GroupsClock } from "../../panels/groupsclock";
import { nameOf } from "../../panels/props";
import { locale, t } from "../../texts";
import { Banner } from "../../ui/Banner";
import { Button } from "../../ui/Button";
import { useAct } from "./ClassTools";
import { useRoom } from "./context";

const TOLD_FOR = 45_000;

function useNowOfClass(): () => number {
  const { session } = useRoom();
  const [now] = useState(() => () => session.live.now());
  return now;
}

/** Told for ten seconds once everybody, or only oneself, is back. */
function Back() {
  const { view, group } = useRoom();
  const [told, setTold] = useState(false);
  const before = useRef<string | null>(null);
  const place = group?.group ?? null;
  useEffect(() => {
    const from = before.current;
    before.current = place;
    setTold(from !== null && place === null);
    const timer = setTimeout(() => setTold(false), 10_000);
    return () => clearTimeout(timer);
  }, [place]);
  if (!told) return null;
  return (
    <Banner
      tone="acc"
      icon={<Network className="i" />}
      title={t(view.breakouts.state === "open" ? "room.main_room_you" : "room.main_room_all")}
    />
  );
}

/** Whose voice comes from elsewhere, in words; "" while none does. */
function useFarVoices(): string {
  const { view, people, me, isHere } = useRoom();
  const { voices } = view.broadcasts;
  if (voices.has(me)) return t("room.all_groups_hear");
  const far = [...voices].filter((id) => !isHere(id)).map((id) => nameOf(people, id));
  if (far.length === 0) return "";
  const names = new Intl.ListFormat(locale(), { type: "conjunction" }).format(far);
  return t("room.speak_to_groups", { count: far.length, names });
}

function StopVoice() {
  const { view, me } = useRoom();
  const act = useAct();
  if (!view.broadcasts.voices.has(me)) return null;
  return (
    <Button size="sm" onPress={() => void act({ do: "SpreadVoice", on: false })}>
      <Megaphone className="i s" aria-hidden="true" /> {t("room.stop_voice")}
    </Button>
  );
}

/** Whom one is with in a group. */
function company(others: readonly string[]): string {
  if (others.length === 0) return t("room.group_alone");
  if (others.length > 3) return t("room.group_with_many", { count: others.length });
  const names = new Intl.ListFormat(locale(), { style: "narrow" }).format(others);
  return t("room.group_with", { names });
}

function InGroup() {
  const { view, group, people, me, leads } = useRoom();
  const act = useAct();
  const now = useNowOfClass();
  const voices = useFarVoices();
  if (!group) return null;
  const asked = handPlace(view.hands, me) > 0;
  const others = group.people.filter((id) => id !== me).map((id) => nameOf(people, id));
  const here = company(others);
  return (
    <Banner
      tone={view.broadcasts.voices.has(me) ? "warn" : "acc"}
      icon={<Network className="i" />}
      title={t("room.in_group", { group: group.name })}
      actions={
        <>
          <GroupsClock breakouts={view.breakouts} now={now} />
          <StopVoice />
          {!leads && (
            <Button
              size="sm"
              aria-pressed={asked}
              onPress={() => void act(asked ? { do: "LowerHand", person: null } : { do: "RaiseHand" })}
            >
              <LifeBuoy className="i s" aria-hidden="true" /> {t("room.ask_for_help")}
            </Button>
          )}
          {(leads || view.breakouts.choose) && (
            <Button size="sm" onPress={() => void act({ do: "ChooseGroup", group: null })}>
              {t("room.main_room")}
            </Button>
          )}
        </>
      }
    >
      {voices ? t("room.two_sentences", { first: here, second: voices }) : here}
    </Banner>
  );
}

/** For those who stay in the main room while others are in groups. */
function GroupsOpen({ openBreakouts }: { openBreakouts: () => void }) {
  const { view, group, leads, me } = useRoom();
  const now = useNowOfClass();
  const voices = useFarVoices();
  const { state, choose } = view.breakouts;
  if (state !== "open" || group || (!leads && !choose)) return null;
  return (
    <Banner
      tone={view.broadcasts.voices.has(me) ? "warn" : "acc"}
      icon={<Network className="i" />}
      title={t(leads ? "room.groups_open" : "room.choose_group")}
      actions={
        <>
          <GroupsClock breakouts={view.breakouts} now={now} />
          <StopVoice />
          <Button size="sm" onPress={openBreakouts}>
            {t(leads ? "room.look_after_groups" : "room.see_groups")}
          </Button>
        </>
      }
    >
      {voices}
    </Banner>
  );
}

/** A hand in a group where nobody who leads is: they go there, and the hand is heard. */
function HelpWanted() {
  const { view, people, leads, group } = useRoom();
  const act = useAct();
  if (!leads) return null;
  const calls = view.hands.queue
    .map((hand) => ({ person: hand.person, from: groupOf(view.breakouts, hand.person) }))
    .filter((call) => call.from && call.from.group !== group?.group);
  const [first, ...more] = calls;
  if (!first?.from) return null;
  const { person, from } = first;
  const name = nameOf(people, person);
  const goThere = async () => {
    if (await act({ do: "ChooseGroup", group: from.group })) void act({ do: "LowerHand", person });
  };
  return (
    <Banner
      tone="warn"
      icon={<Hand className="i" />}
      title={t("room.asks_for_help", { group: from.name })}
      actions={
        <>
          <Button size="sm" onPress={() => void goThere()}>
            {t("room.go_there")}
          </Button>
          <Button size="sm" kind="bare" onPress={() => void act({ do: "LowerHand", person })}>
            {t("room.later")}
          </Button>
        </>
      }
    >
      {more.length ? t("room.help_hand_more", { name, count: more.length }) : t("room.help_hand", { name })}
    </Banner>
  );
}

function Told() {
  const { session, view, people, me } = useRoom();
  const { told } = view.broadcasts;
  const [gone, setGone] = useState<number | null>(null);
  const seq = told?.seq ?? null;
  const at = told?.at ?? 0;
  useEffect(() => {
    if (seq === null) return;
    const timer = setTimeout(() => setGone(seq), Math.max(0, at + TOLD_FOR - session.live.now()));
    return () => clearTimeout(timer);
  }, [seq, at, session]);
  // Who told it has read it where it was written.
  if (!told || gone === seq || told.by === me) return null;
  return (
    <Banner
      tone="acc"
      icon={<Megaphone className="i" />}
      title={t("room.to_all_groups", { name: nameOf(people, told.by) })}
      actions={
        <Button size="sm" kind="bare" onPress={() => setGone(seq)}>
          {t("room.announcement_seen")}
        </Button>
      }
    >
      {told.text}
    </Banner>
  );
}

export function GroupBanners({ openBreakouts }: { openBreakouts: () => void }) {
  return (
    <>
      <Told />
      <HelpWanted />
      <GroupsOpen openBreakouts={openBreakouts} />
      <InGroup />
      <Back />
    </>
  );
}
