// What was to be seen at the moment under the pointer: its slide, else the picture that was on the stage.
import { createContext, useContext, useEffect, useState } from "react";
import { type Chapter, chapterAt, type PageStay } from "../../core/playback/chapters";
import type { Glimpse, Glimpses } from "../../core/playback/glimpses";
import type { Playing } from "../../core/playback/playing";
import { pieceAt } from "../../core/playback/stage";
import { t } from "../../texts";
import { clock } from "../../ui/clock";
import css from "./playback.module.css";
import { useSmallSlide } from "./slides";

export const SmallPictures = createContext<Glimpses | null>(null);

/** Pictures stand ten seconds apart. */
const STEP = 10_000;

function useGlimpse(at: number | null, playing: Playing): Glimpse | null {
  const glimpses = useContext(SmallPictures);
  const [found, setFound] = useState<Glimpse | null>(null);
  const step = at === null ? null : Math.floor(at / STEP) * STEP;
  const { edge, manifest } = playing;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a class that runs on has the same picture here
  useEffect(() => {
    let here = true;
    if (step === null || glimpses === null) setFound(null);
    else void glimpses.at(step, edge, manifest.state === "ended").then((one) => here && setFound(one));
    return () => {
      here = false;
    };
  }, [glimpses, step]);
  return found;
}

interface Props {
  at: number;
  end: number;
  chapters: readonly Chapter[];
  stays: readonly PageStay[];
  playing: Playing;
  /** How often this piece was watched again. */
  again: number;
}

export function Tip({ at, again, end, chapters, stays, playing }: Props) {
  const chapter = chapterAt(chapters, at);
  const piece = pieceAt(playing.pieces, at);
  const screen = playing.manifest.tracks.some((one) => one.id === piece?.track && one.source === "screen");
  const page = screen ? null : (stays.find((one) => at >= one.at && at < one.to)?.shown ?? null);
  const slide = useSmallSlide(page);
  const glimpse = useGlimpse(page === null ? at : null, playing);
  return (
    <div
      className={css.tip}
      style={{ left: `clamp(92px, ${(100 * at) / end}%, calc(100% - 92px))` }}
      aria-hidden="true"
    >
      {page !== null && slide && <img src={slide} alt="" />}
      {page === null && glimpse && (
        <div
          className={css.glimpse}
          style={{
            backgroundImage: `url(${glimpse.url})`,
            backgroundPosition: glimpse.position,
            backgroundSize: glimpse.size,
          }}
        />
      )}
      <p>
        <b className="nums">{clock(at)}</b>
        {chapter && (
          <span className="clip" dir="auto">
            {chapter.title}
          </span>
        )}
      </p>
      {again > 0 && <p className={css.againTip}>{t("heat.again", { count: again })}</p>}
    </div>
  );
}
