// The film on the stage of the room, and the controls of whoever presents; each press is a fact for everybody.
import { EyeOff, Pause, Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { filmAddress } from "../../core/films";
import { filmAt, hasEnded, type ShownFilm } from "../../core/view/films";
import FilmStage from "../../panels/FilmStage";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { clock } from "../../ui/clock";
import { useAct } from "./ClassTools";
import { useRoom } from "./context";

const LOOK_EVERY = 250;
const WOUND_MS = 300;

function Controls({ shown }: { shown: ShownFilm }) {
  const { session } = useRoom();
  const act = useAct();
  const [now, setNow] = useState(() => session.live.now());
  /** Where the knob was put; it is told once it rests. */
  const [held, setHeld] = useState<number | null>(null);
  const winding = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    const timer = setInterval(() => setNow(session.live.now()), LOOK_EVERY);
    return () => clearInterval(timer);
  }, [session]);
  const { length } = shown.film;
  const at = Math.round(held ?? filmAt(shown, now));
  const over = hasEnded(shown, now);
  const runs = shown.playing && !over;
  const move = (position: number, playing: boolean) =>
    act({ do: "MoveFilm", position: Math.round(position), playing, rate: shown.rate });
  const toggle = () => void move(over ? 0 : filmAt(shown, session.live.now()), !runs);
  const wind = (to: number) => {
    setHeld(to);
    clearTimeout(winding.current);
    winding.current = setTimeout(() => {
      winding.current = undefined;
      void move(to, runs).then((ok) => ok || setHeld(null));
    }, WOUND_MS);
  };
  // It stands where it was put until the fact of it is here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a fact moved the film
  useEffect(() => {
    if (winding.current === undefined) setHeld(null);
  }, [shown.since, shown.position]);
  return (
    <>
      <IconButton label={t(runs ? "stage.pause_film" : "stage.play_film")} onPress={toggle}>
        {runs ? <Pause className="i" /> : <Play className="i" />}
      </IconButton>
      <input
        type="range"
        className="film-seek"
        aria-label={t("stage.film_position")}
        aria-valuetext={t("stage.film_at", { at: clock(at), length: clock(length) })}
        min={0}
        max={length}
        step={1000}
        value={at}
        onChange={(event) => wind(Math.min(length, Number(event.target.value)))}
      />
      <span className="nums film-time">
        {clock(at)} / {clock(length)}
      </span>
      <IconButton label={t("stage.film_off_stage")} onPress={() => void act({ do: "HideFilm" })}>
        <EyeOff className="i" />
      </IconButton>
    </>
  );
}

export default function RoomFilm({ shown }: { shown: ShownFilm }) {
  const { session, may, view } = useRoom();
  const [address] = useState(() => (film: string) => {
    const { classId, token } = session.entry;
    return filmAddress(classId, film, token);
  });
  const [running] = useState(() => ({ now: () => session.live.now(), runs: () => true, rate: () => 1 }));
  return (
    <FilmStage shown={shown} clock={running} address={address} gone={view.films.dropped.has(shown.film.film)}>
      {may("slides") ? <Controls shown={shown} /> : <span className="clip">{shown.film.name}</span>}
    </FilmStage>
  );
}
