// A film on the stage, in step with the class clock: the same live and in playback; each hears it as loud as they like.
import { Film as FilmSign, Volume2, VolumeX } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { FilmStep, filmVolume, keepFilmVolume, STEP_MS, type Wanted } from "../core/films";
import { filmAt, type ShownFilm } from "../core/view/films";
import { t } from "../texts";
import { Button, IconButton } from "../ui/Button";
import "./films.css";

export interface FilmClock {
  /** Class ms. */
  now: () => number;
  /** Whether class time goes on, and how fast. */
  runs: () => boolean;
  rate: () => number;
}

interface Props {
  shown: ShownFilm;
  clock: FilmClock;
  address: (film: string) => Promise<string>;
  /** It was thrown away since. */
  gone?: boolean;
  /** The whole page is silent. */
  mute?: boolean;
  /** What whoever presents has below the film. */
  children?: ReactNode;
}

/** `tries`: how often an address was asked for that led to nothing. */
function useAddress(
  film: string,
  address: Props["address"],
  tries: number,
): { url: string | null; failed: boolean } {
  const [found, setFound] = useState<{ url: string | null; failed: boolean }>({ url: null, failed: false });
  const asked = useRef(address);
  asked.current = address;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked for again with each try
  useEffect(() => {
    let here = true;
    setFound({ url: null, failed: false });
    asked.current(film).then(
      (url) => here && setFound({ url, failed: false }),
      () => here && setFound({ url: null, failed: true }),
    );
    return () => {
      here = false;
    };
  }, [film, tries]);
  return found;
}

function useStep(props: Props, url: string | null, volume: number) {
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const step = useRef<FilmStep | null>(null);
  const [silenced, setSilenced] = useState(false);
  useEffect(() => {
    if (!video.current || url === null) return;
    const wanted = (): Wanted => {
      const { shown, clock } = latest.current;
      return {
        at: filmAt(shown, clock.now()) / 1000,
        playing: shown.playing && clock.runs(),
        rate: (clock.rate() * shown.rate) / 100,
      };
    };
    const kept = new FilmStep(video.current, wanted);
    kept.silenced = setSilenced;
    step.current = kept;
    const timer = setInterval(() => kept.keep(performance.now() / 1000), STEP_MS);
    return () => {
      clearInterval(timer);
      step.current = null;
    };
  }, [url]);
  useEffect(() => {
    if (!video.current) return;
    video.current.volume = volume;
    if (!silenced) video.current.muted = volume === 0 || props.mute === true;
  });
  return { video, silenced, hear: () => step.current?.hear() };
}

export default function FilmStage(props: Props) {
  const { shown, gone, children } = props;
  const { name, film } = shown.film;
  // The school went out of reach, or the address has run out: another one may be had, perhaps of what is kept here.
  const [tries, setTries] = useState(0);
  const { url, failed } = useAddress(film, props.address, tries);
  const [volume, setVolume] = useState(filmVolume);
  const { video, silenced, hear } = useStep(props, url, volume);
  const [broken, setBroken] = useState(false);
  const loud = (next: number) => {
    keepFilmVolume(next);
    setVolume(next);
    hear();
  };
  if (gone || failed || broken)
    return (
      <div className="film-gone">
        <FilmSign className="i" aria-hidden="true" />
        <p>{t(gone ? "stage.film_removed" : "stage.film_broken", { name })}</p>
      </div>
    );
  return (
    <div className="film-stage">
      {/* biome-ignore lint/a11y/useMediaCaption: films are brought without captions */}
      <video
        ref={video}
        src={url ?? undefined}
        aria-label={t("stage.film_named", { name })}
        className="film-picture"
        preload="auto"
        playsInline
        disablePictureInPicture
        onError={() => url !== null && (tries === 0 ? setTries(1) : setBroken(true))}
      />
      {silenced && (
        <div className="film-hear">
          <Button kind="go" onPress={hear}>
            <Volume2 className="i" aria-hidden="true" /> {t("stage.press_to_hear")}
          </Button>
        </div>
      )}
      <div className="film-bar">
        {children}
        <span className="grow" />
        <IconButton
          label={t(volume === 0 ? "stage.film_sound_on" : "stage.film_sound_off")}
          onPress={() => loud(volume === 0 ? 1 : 0)}
        >
          {volume === 0 ? <VolumeX className="i" /> : <Volume2 className="i" />}
        </IconButton>
        <input
          type="range"
          className="film-volume"
          aria-label={t("stage.film_volume")}
          min={0}
          max={1}
          step={0.05}
          value={volume}
          onChange={(event) => loud(Number(event.target.value))}
        />
      </div>
    </div>
  );
}
