// A class that still runs: how far one is behind, what one missed, twice as fast, and into the room once caught up.
import { FastForward, ListChecks, Radio } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { hasCaughtUp, untilCaughtUp } from "../../core/playback/behind";
import type { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import { go } from "../../router";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { clock } from "../../ui/clock";
import { lasting } from "../desk/model";
import css from "./more.module.css";
import { STRAIGHT_IN } from "./way";

/** Whoever has caught up may still stay, for so many seconds. */
const SECONDS = 5;
const FASTEST = 2;

interface Props {
  player: Player;
  playing: Playing;
  /** Address of the room. */
  room: string;
  missed: () => void;
}

/** Counts down from the moment of catching up; null before it, or when somebody wishes to stay. */
function useCaughtUp(playing: Playing, into: () => void) {
  const farthest = useRef(0);
  const [left, setLeft] = useState<number | null>(null);
  const behind = playing.edge - playing.position;
  farthest.current = Math.max(farthest.current, behind);
  const there = playing.playing && hasCaughtUp(behind, farthest.current);
  useEffect(() => {
    if (there) setLeft((now) => now ?? SECONDS);
  }, [there]);
  const goes = useRef(into);
  goes.current = into;
  useEffect(() => {
    if (left === null) return;
    if (left === 0) return goes.current();
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  const stay = () => {
    farthest.current = 0;
    setLeft(null);
  };
  return { left, stay };
}

export function Behind({ player, playing, room, missed }: Props) {
  const into = () => go(room + STRAIGHT_IN);
  const { left, stay } = useCaughtUp(playing, into);
  const behind = Math.max(0, playing.edge - playing.position);
  const needed = untilCaughtUp(behind, playing.rate);
  useEffect(() => {
    // Faster than the class there is nothing more to play.
    if (left !== null) player.setRate(1);
  }, [left, player]);
  if (left !== null)
    return (
      <div className={css.behind} role="status">
        <p className="grow">
          <b>{t("player.caught_up")}</b> <span>{t("player.going_in", { count: left })}</span>
        </p>
        <Button onPress={stay}>{t("player.stay_here")}</Button>
        <Button kind="go" onPress={into}>
          <Radio className="i" aria-hidden="true" />
          {t("player.go_in_now")}
        </Button>
      </div>
    );
  return (
    <section className={css.behind} aria-label={t("player.running")}>
      <p className="grow">
        <b className="nums">{t("player.behind", { time: clock(behind) })}</b>
        {needed !== null && (
          <span className="muted small">
            {t("player.caught_up_in", { rate: playing.rate, length: lasting(needed) })}
          </span>
        )}
      </p>
      <Button onPress={missed}>
        <ListChecks className="i" aria-hidden="true" />
        {t("player.missed")}
      </Button>
      {playing.rate < FASTEST && (
        <Button onPress={() => player.setRate(FASTEST)}>
          <FastForward className="i" aria-hidden="true" />
          {t("player.twice")}
        </Button>
      )}
      <Button kind="go" onPress={into}>
        <Radio className="i" aria-hidden="true" />
        {t("player.go_in_now")}
      </Button>
    </section>
  );
}
