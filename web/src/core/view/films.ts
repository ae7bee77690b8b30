// Films: those that can be shown, and how the one on the stage moves; where it stands follows from class time alone.
import type { Entry, Film } from "../../wire";

export interface ShownFilm {
  film: Film;
  /** Where it stood at the class ms `since`; from there it plays on or stands still. */
  position: number;
  since: number;
  /** Class ms at which it came onto the stage. */
  shownAt: number;
  playing: boolean;
  /** In per cent. */
  rate: number;
}
export interface FilmsView {
  /** Those that this reader knows of. */
  kept: ReadonlyMap<string, Film>;
  shown: ShownFilm | null;
  /** Thrown away. */
  dropped: ReadonlySet<string>;
}

export const noFilms: FilmsView = { kept: new Map(), shown: null, dropped: new Set() };

/** Ms of the film at a class time; never beyond its end. */
export function filmAt(shown: ShownFilm, now: number): number {
  const gone = shown.playing ? (Math.max(0, now - shown.since) * shown.rate) / 100 : 0;
  return Math.min(shown.position + gone, shown.film.length);
}

export const hasEnded = (shown: ShownFilm, now: number): boolean => filmAt(shown, now) >= shown.film.length;

const known = (films: FilmsView, film: Film): FilmsView["kept"] => new Map(films.kept).set(film.film, film);

export function foldFilms(films: FilmsView, { at, event }: Entry): FilmsView {
  switch (event.type) {
    case "FilmAdded":
      return { ...films, kept: known(films, event.film) };
    case "FilmShown": {
      const { film, position } = event;
      const shown = { film, position, since: at, shownAt: at, playing: false, rate: 100 };
      return { ...films, kept: known(films, film), shown };
    }
    case "FilmMoved": {
      const { position, playing, rate } = event;
      return { ...films, shown: films.shown && { ...films.shown, position, playing, rate, since: at } };
    }
    case "FilmHidden":
      return { ...films, shown: null };
    case "FilmDropped": {
      const kept = new Map(films.kept);
      kept.delete(event.film);
      return { ...films, kept, dropped: new Set(films.dropped).add(event.film) };
    }
    case "ClassEnded":
      return { ...films, shown: null };
    default:
      return films;
  }
}

/** The film that the stage shows: unless somebody shared a screen after it came. */
export const filmOver = (films: FilmsView, screen: { at: number } | null): ShownFilm | null =>
  films.shown && (!screen || films.shown.shownAt > screen.at) ? films.shown : null;
