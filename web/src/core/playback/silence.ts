/** Where nobody is heard: stretches that whoever wishes may leave out in playing. */
import type { Entry } from "../../wire";
import { foldFilms, hasEnded, noFilms } from "../view/films";
import type { Pause } from "./pauses";

/** So much of a silence is played before and after, in ms: words need air. */
const AIR = 400;
/** What is left out is at least this long, in ms: shorter leaps would only tear. */
const WORTH = 1_000;

/** Films sound from the page itself and are in no recording: they are no silence while they play. */
export function filmsPlayed(entries: readonly Entry[], end: number): Pause[] {
  const played: Pause[] = [];
  let films = noFilms;
  const close = (to: number) => {
    const { shown } = films;
    if (!shown?.playing || to <= shown.since) return;
    const left = ((shown.film.length - shown.position) * 100) / shown.rate;
    played.push({ from: shown.since, to: hasEnded(shown, to) ? shown.since + left : to });
  };
  for (const entry of entries) {
    const next = foldFilms(films, entry);
    if (next.shown !== films.shown) close(entry.at);
    films = next;
  }
  close(end);
  return played;
}

/** What is left out in playing: the silences, with air around the words, and without what `sounds` meanwhile. */
export function silencesOf(quiet: readonly (readonly [number, number])[], sounds: readonly Pause[]): Pause[] {
  let parts: Pause[] = quiet.map(([from, to]) => ({ from: from === 0 ? 0 : from + AIR, to: to - AIR }));
  for (const sound of sounds)
    parts = parts.flatMap((part) => {
      if (sound.to <= part.from || sound.from >= part.to) return [part];
      return [
        { from: part.from, to: sound.from },
        { from: sound.to, to: part.to },
      ];
    });
  return parts.filter(({ from, to }) => to - from >= WORTH);
}

/** The stretch that holds `time` ms, if any. */
export const stretchAt = (stretches: readonly Pause[], time: number): Pause | null =>
  stretches.find(({ from, to }) => time >= from && time < to) ?? null;
