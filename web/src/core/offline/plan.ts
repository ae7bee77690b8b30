/** Everything that a kept class is made of besides its media: slides, previews, spoken notes, small pictures. */
import type { TimelineAnswer } from "../api";
import type { Manifest } from "../playback/manifest";
import type { Spending } from "../playback/sizes";
import { Timeline } from "../timeline";
import { isStaff } from "../view/people";
import { hasNotes } from "../view/speakerNotes";
import { bytesOf, type Piece, piecesOf } from "./part";

/** As the server makes them: five minutes in a file. */
const GLIMPSES = 300_000;
const FILM_PIECE = 4_000_000;
/** What is told beforehand of what has no size on the timeline, in bytes. */
const PAGE = 90_000;
const PREVIEW = 25_000;
const STRIP = 60_000;

export interface Plan {
  media: readonly Piece[];
  films: readonly { film: string; size: number }[];
  /** Fetched once. */
  lasting: readonly string[];
  /** Fetched anew whenever the class is read. */
  changing: readonly string[];
  edit: string;
  /** Bytes of what is neither media nor film, as far as can be told beforehand. */
  besides: number;
}

function lastingOf(told: TimelineAnswer, timeline: Timeline, duration: number) {
  const view = timeline.live();
  const staff = isStaff(told.me.role);
  const read = [...view.slides.decks.values()]
    .filter((deck) => !deck.removed)
    .flatMap((deck) =>
      Array.from({ length: deck.pages }, (_, index) => index + 1)
        .filter((page) => staff || deck.leafing || deck.seen.has(page))
        .map((page) => ({ deck, page, name: `decks/${deck.deck}/pages/${page}` })),
    );
  const pages = read.map(({ name }) => name);
  const speaker = read.filter(({ deck, page }) => deck.noted.includes(page) && hasNotes(deck, staff));
  const previews = view.chat.messages
    .filter((one) => !one.redacted)
    .flatMap((one) => one.files)
    .filter((file) => file.width > 0)
    .map(({ file }) => `files/${file}/preview.webp`);
  const notes = view.notes.comments.flatMap((one) => (one.note && !one.redacted ? [one.note] : []));
  const strips = Array.from({ length: Math.ceil(duration / GLIMPSES) }, (_, n) => `glimpses/${n}.webp`);
  const besides =
    pages.length * PAGE +
    previews.length * PREVIEW +
    strips.length * STRIP +
    notes.reduce((sum, one) => sum + one.size, 0);
  const names = [
    ...pages.flatMap((page) => [`${page}.webp`, `${page}.small.webp`, `${page}.txt`]),
    ...speaker.map(({ name }) => `${name}.notes.txt`),
    ...previews,
    ...notes.map(({ file }) => `files/${file}`),
    ...strips,
  ];
  return { names, besides };
}

/** How a class was edited, in one word that changes with it. */
export function editOf(told: Pick<TimelineAnswer, "entries" | "people">): string {
  const timeline = new Timeline();
  timeline.add(told.entries, told.people);
  const { cuts, renewed } = timeline.live().edit;
  return [...cuts.map(({ from, to }) => `${from}-${to}`), renewed].join();
}

/** `manifest`: the part of the class's that is to be kept; null where nothing was recorded. */
export function planOf(told: TimelineAnswer, manifest: Manifest | null, choice: Spending): Plan {
  const timeline = new Timeline();
  timeline.add(told.entries, told.people);
  const view = timeline.live();
  const { names, besides } = lastingOf(told, timeline, manifest?.duration ?? 0);
  const shown = new Set(
    timeline.entries.flatMap(({ event }) => (event.type === "FilmShown" ? [event.film.film] : [])),
  );
  const films = choice === "sound" ? [] : [...view.films.kept.values()].filter(({ film }) => shown.has(film));
  return {
    media: manifest === null ? [] : piecesOf(manifest),
    films: films.map(({ film, size }) => ({ film, size })),
    lasting: names,
    changing: [
      "summary.json",
      "transcript.vtt",
      ...(told.me.looks ? [] : ["progress", "rewatched"]),
      ...view.polls.polls.map(({ poll }) => `polls/${poll}/tally`),
    ],
    edit: editOf(told),
    besides,
  };
}

/** A film in pieces. */
export const filmPieces = ({ film, size }: { film: string; size: number }): Piece[] =>
  Array.from({ length: Math.ceil(size / FILM_PIECE) }, (_, n) => ({
    file: `film-${film}`,
    first: n * FILM_PIECE,
    last: Math.min(size, (n + 1) * FILM_PIECE) - 1,
  }));

export const weightOf = ({ media, films, besides }: Plan): number =>
  bytesOf(media) + films.reduce((sum, { size }) => sum + size, 0) + besides;
