// The small things of a class in the room: signs floating, being away, the timer above, whose turn it is.
import { Coffee, Dices, SmilePlus } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { SEEN_FOR, signsAt } from "../../core/view/gestures";
import { isStaff, present } from "../../core/view/people";
import type { SignView } from "../../core/view/types";
import { AgendaChip } from "../../panels/AgendaChip";
import { Floats, SignChoice, signWords } from "../../panels/gestures";
import { nameOf } from "../../panels/props";
import { TimerChip } from "../../panels/timers";
import { t } from "../../texts";
import { Banner } from "../../ui/Banner";
import { BarButton } from "../../ui/BarButton";
import { Button } from "../../ui/Button";
import { chime } from "../../ui/chime";
import type { Command } from "../../wire";
import { useRoom } from "./context";

const LOOK_EVERY = 300;
const SAY_EVERY = 5_000;
/** A turn is shown to those who do not lead for so long, in class ms. */
const TURN_FOR = 60_000;

/** Gives a command; a refusal is told. */
export function useAct(): (command: Command) => Promise<boolean> {
  const { session, tell } = useRoom();
  return useCallback(
    async (command: Command) => {
      const outcome = await session.live.commands.act(command);
      if (!outcome.ok) tell(`${outcome.error.message} ${outcome.error.next}`, "bad");
      return outcome.ok;
    },
    [session, tell],
  );
}

/** The signs to be seen now; drawn anew only when one comes or goes. */
export function useSigns(): readonly SignView[] {
  const { session, view } = useRoom();
  const [signs, setSigns] = useState<readonly SignView[]>([]);
  const { gestures } = view;
  useEffect(() => {
    const look = () => {
      const next = signsAt(gestures, session.live.now());
      setSigns((before) =>
        before.length === next.length && before.every((one, index) => one.seq === next[index]?.seq)
          ? before
          : next,
      );
      const last = gestures.recent.at(-1);
      if (!last || session.live.now() - last.at > SEEN_FOR) clearInterval(timer);
    };
    const timer = setInterval(look, LOOK_EVERY);
    look();
    return () => clearInterval(timer);
  }, [gestures, session]);
  return signs;
}

/** Floating over the stage; said in words at most every few seconds, so that applause does not drown a voice. */
export function Signs() {
  const { people } = useRoom();
  const signs = useSigns();
  const [words, setWords] = useState("");
  const heard = useRef({ at: 0, signs });
  useEffect(() => {
    heard.current.signs = signs;
    const wait = Math.max(0, heard.current.at + SAY_EVERY - performance.now());
    const timer = setTimeout(() => {
      heard.current.at = performance.now();
      setWords(signWords(heard.current.signs));
    }, wait + 500);
    return () => clearTimeout(timer);
  }, [signs]);
  return (
    <>
      <Floats signs={signs} people={people} />
      <span className="vh" role="status">
        {words}
      </span>
    </>
  );
}

export function ReactButton({ open, setOpen }: { open: boolean; setOpen: (open: boolean) => void }) {
  const { session, view, me } = useRoom();
  const act = useAct();
  const away = view.gestures.away.has(me);
  const setAway = (next: boolean) => {
    void act({ do: next ? "GoAway" : "ComeBack" });
    if (next && session.devices.microphone) void session.setMicrophone(false);
  };
  return (
    <SignChoice
      make={(sign) => void act({ do: "Gesture", sign })}
      open={open}
      setOpen={setOpen}
      away={away}
      setAway={setAway}
    >
      <BarButton
        name={t("tools.react")}
        look={away ? "on" : "plain"}
        icon={<SmilePlus className="i" aria-hidden="true" />}
      />
    </SignChoice>
  );
}

/** Whoever touches the page is back. */
export function Away() {
  const { view, me } = useRoom();
  const act = useAct();
  const away = view.gestures.away.has(me);
  useEffect(() => {
    if (!away) return;
    let done = false;
    const back = () => {
      if (!done) void act({ do: "ComeBack" });
      done = true;
    };
    // The press that told of going is over: this follows the entry that came of it.
    addEventListener("pointerdown", back, true);
    addEventListener("keydown", back, true);
    return () => {
      removeEventListener("pointerdown", back, true);
      removeEventListener("keydown", back, true);
    };
  }, [away, act]);
  if (!away) return null;
  return (
    <Banner
      tone="acc"
      icon={<Coffee className="i" />}
      title={t("tools.you_are_away")}
      actions={
        <Button size="sm" onPress={() => void act({ do: "ComeBack" })}>
          {t("tools.i_am_back")}
        </Button>
      }
    >
      {t("tools.away_hint")}
    </Banner>
  );
}

export function ClassTimer({ small }: { small: boolean }) {
  const { session, view, leads } = useRoom();
  const [now] = useState(() => () => session.live.now());
  return <TimerChip timer={view.timers.timer} now={now} leads={leads} small={small} onOver={chime} />;
}

export function ClassAgenda({ small, open }: { small: boolean; open: () => void }) {
  const { session, view } = useRoom();
  const [now] = useState(() => () => session.live.now());
  return <AgendaChip agenda={view.agenda} now={now} small={small} open={open} />;
}

/** Whose turn it is, by lot. */
export function Turn() {
  const { session, view, people, me, leads } = useRoom();
  const act = useAct();
  const { shown, asked } = view.picks;
  const [old, setOld] = useState<number | null>(null);
  const at = shown?.at ?? null;
  const mine = shown?.person === me;
  useEffect(() => {
    if (at === null) return;
    const gone = session.live.now() - at;
    if (mine && gone < 3_000) chime();
    const timer = setTimeout(() => setOld(at), Math.max(0, TURN_FOR - gone));
    return () => clearTimeout(timer);
  }, [at, mine, session]);
  if (!shown || (old === at && !leads)) return null;
  const students = present(view.people).filter((one) => !isStaff(one.role));
  const heard = students.filter((one) => asked.has(one.id)).length;
  return (
    <Banner
      tone="acc"
      icon={<Dices className="i" />}
      title={mine ? t("tools.your_turn") : t("tools.turn_of", { name: nameOf(people, shown.person) })}
      actions={
        leads && (
          <>
            <Button size="sm" onPress={() => void act({ do: "PickPerson" })}>
              {t("tools.next_turn")}
            </Button>
            <Button size="sm" kind="bare" onPress={() => void act({ do: "ClearPick" })}>
              {t("tools.turn_done")}
            </Button>
          </>
        )
      }
    >
      {leads ? t("tools.asked_so_far", { heard, all: students.length }) : t("tools.drawn_by_lot")}
    </Banner>
  );
}
