// The stage as it was: slide, shared screen or speaker, and the other cameras beside it.
import { Play } from "lucide-react";
import { lazy, Suspense, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { People } from "../../core/api";
import type { RecordedTrack } from "../../core/playback/manifest";
import type { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import { isLoaded, type Loaded } from "../../core/playback/sizes";
import { pictureAt, pieceAt } from "../../core/playback/stage";
import { groupOf } from "../../core/view/breakouts";
import { filmOver, type ShownFilm } from "../../core/view/films";
import { signsAt } from "../../core/view/gestures";
import { isStaff } from "../../core/view/people";
import { pollOnStage } from "../../core/view/polls";
import type { DeckView } from "../../core/view/slides";
import type { Layout } from "../../core/view/staging";
import { sharedScreen } from "../../core/view/tracks";
import type { View } from "../../core/view/types";
import { AgendaChip } from "../../panels/AgendaChip";
import { Floats } from "../../panels/gestures";
import { nameOf, type PanelProps } from "../../panels/props";
import { StagePoll } from "../../panels/StagePoll";
import { useLeafing } from "../../panels/slides/leafing";
import { Slide } from "../../panels/slides/Slide";
import { TimerChip } from "../../panels/timers";
import { t } from "../../texts";
import { initials } from "../../ui/names";
import { LeafingBar } from "./LeafingBar";
import { Off } from "./Off";
import { type BoardBefore, PlayedBoard, PlayedScreen, sheetAt } from "./PlayedBoard";
import css from "./playback.module.css";
import { Slides } from "./slides";

const FilmStage = lazy(() => import("../../panels/FilmStage"));
const SpeakerNotes = lazy(() =>
  import("../../panels/slides/DecksDialog").then((one) => ({ default: one.SpeakerNotes })),
);

interface TileProps {
  player: Player;
  track: RecordedTrack;
  name: string;
  /** -1 on stage, else the place beside it. */
  place: number;
  /** Of so many that share the stage, this is number `place`. */
  among?: number;
  speaking: boolean;
  time: number;
}

/** One recorded picture. It stays the same element when it moves between stage and side. */
function Tile({ player, track, name, place, among = 0, speaking, time }: TileProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const picture = player.picture(track.id);
    if (picture && frame.current && picture.video.parentNode !== frame.current) {
      frame.current.replaceChildren(picture.video);
    }
    setReady(picture?.ready(time) ?? false);
  });
  const onStage = place < 0;
  const columns = Math.ceil(Math.sqrt(among));
  const grid = {
    "--c": columns,
    "--r": Math.ceil(among / columns),
    "--x": place % columns,
    "--y": Math.floor(place / columns),
  };
  return (
    <div
      className={css.tile}
      data-place={onStage ? "stage" : among ? "grid" : "side"}
      data-ready={ready || undefined}
      data-speaking={(speaking && !onStage) || undefined}
      data-screen={track.source === "screen" || undefined}
      style={onStage ? undefined : ((among ? grid : { "--i": place }) as React.CSSProperties)}
    >
      <span className={css.initials} aria-hidden="true">
        {initials(name)}
      </span>
      <div ref={frame} className={css.frame} />
      <span className={css.nm}>{track.source === "screen" ? t("playback.screen_of", { name }) : name}</span>
    </div>
  );
}

interface Props extends BoardBefore {
  player: Player;
  playing: Playing;
  view: View;
  /** The whole class, with the reader's own late answers. */
  full: View;
  people: People;
  /** How it is laid out; null as it was in class. */
  layout: Layout | null;
  /** Which pictures are loaded at all. */
  loaded: Loaded;
  /** Where a film is streamed from. */
  address: (film: string) => Promise<string>;
  knows: Pick<PanelProps, "me" | "tallies" | "askTally">;
  /** In a small window of its own it has no room for the speaker's notes. */
  small: boolean;
}

function useSideLimit(player: Player, gallery: boolean): number {
  const [limit, setLimit] = useState(3);
  useEffect(() => {
    const narrow = matchMedia("(max-width: 599px)");
    const wide = matchMedia("(min-width: 1500px)");
    const change = () => {
      const found = gallery ? (narrow.matches ? 4 : 9) : narrow.matches ? 1 : wide.matches ? 4 : 3;
      player.sideLimit = found;
      setLimit(found);
    };
    change();
    narrow.addEventListener("change", change);
    wide.addEventListener("change", change);
    return () => {
      narrow.removeEventListener("change", change);
      wide.removeEventListener("change", change);
    };
  }, [player, gallery]);
  return limit;
}

export function Theatre(props: Props) {
  const { player, playing, view, people, knows, layout, loaded, address, small, ...before } = props;
  const { running, past } = before.full.agenda;
  const wasHeld = running !== null || past.length > 0; // by an agenda
  const poll = pollOnStage(view, before.full);
  const laid = layout ?? view.staging.layout;
  const gallery = laid === "gallery";
  const limit = useSideLimit(player, gallery);
  const { spotlit } = view.staging;
  useEffect(() => {
    player.lit = spotlit;
  }, [player, spotlit]);
  const now = useCallback(() => player.position(), [player]);
  // What others may do with a deck may have been said after it was shown.
  const leafing = useLeafing({ ...before.full.slides, shown: view.slides.shown });
  const shown = leafing.at;
  const owns = (one: DeckView) => isStaff(before.me.role) || one.by === before.me.person;
  const files = useContext(Slides);
  const deck = shown ? before.full.slides.decks.get(shown.deck) : undefined;
  const slide = files && deck && shown && (
    <Slide key={deck.deck} files={files} about={deck} page={shown.page} all={owns(deck)} />
  );
  const screen = sharedScreen(view.tracks, (one) => groupOf(view.breakouts, one) === null);
  const film = groupOf(view.breakouts, before.me.person) ? null : filmOver(view.films, screen);
  const sheet = film ? null : sheetAt(view, before.me);
  const { manifest, pieces, position } = playing;
  const found = pictureAt(
    manifest,
    pieces,
    position,
    film !== null || shown !== null || sheet !== null,
    spotlit,
  );
  const { offPerson } = found;
  const piece = pieceAt(pieces, position);
  const bare = loaded !== "all" && found.stage !== null && !isLoaded(found.stage, loaded, piece);
  const fetched = (track: RecordedTrack) => isLoaded(track, loaded, piece);
  // A screen that was shared before the board came stands beside it.
  const stage = film || sheet || gallery || bare ? null : found.stage;
  const all = (found.stage && !stage ? [found.stage, ...found.side] : found.side).filter(fetched);
  const together = (gallery ? [...found.together, ...all].slice(0, limit) : found.together).filter(fetched);
  const side = gallery ? [] : all;
  const beside = side.slice(0, laid === "stage" ? 0 : limit);
  const seen = [...(stage ? [stage] : []), ...together, ...beside].sort((a, b) => a.id.localeCompare(b.id));
  const more = laid === "stage" ? 0 : side.length - beside.length;
  const thing = !gallery && !film && (shown !== null || sheet !== null);
  return (
    <>
      <div className={`${css.view} on-stage`} data-side={beside.length > 0 || undefined}>
        <div className={css.pic}>
          {thing && !stage && (
            <PlayedBoard
              {...before}
              view={view}
              people={people}
              sheet={sheet}
              shown={shown}
              position={position}
            >
              {!sheet && slide}
            </PlayedBoard>
          )}
          {thing && stage && slide}
          {!thing && !film && !stage && together.length === 0 && (
            <Off
              name={offPerson ? nameOf(people, offPerson) : null}
              view={view}
              people={people}
              spared={bare || loaded === "none"}
            />
          )}
        </div>
        {seen.map((track) => (
          <Tile
            key={track.id}
            player={player}
            track={track}
            name={nameOf(people, track.person)}
            place={track === stage ? -1 : Math.max(together.indexOf(track), beside.indexOf(track))}
            among={together.includes(track) ? together.length : 0}
            speaking={track.person !== null && track.person === view.tracks.speaker}
            time={playing.position}
          />
        ))}
        {more > 0 && (
          <p className={css.more} style={{ "--i": beside.length } as React.CSSProperties}>
            {t("playback.more_cameras", { count: more })}
          </p>
        )}
        {film && !gallery && <PlayedFilm film={film} {...{ player, playing, address, full: before.full }} />}
        {stage?.source === "screen" && stage.track && (
          <PlayedScreen
            view={view}
            people={people}
            me={before.me}
            track={stage.track}
            video={player.picture(stage.id)?.video}
          />
        )}
        <Floats signs={signsAt(view.gestures, playing.position)} people={people} />
        <span className={css.timer} data-kept={wasHeld || undefined}>
          <AgendaChip agenda={view.agenda} now={now} />
          <TimerChip timer={view.timers.timer} now={now} leads={false} />
        </span>
        <TapArea player={player} playing={playing} />
        {files && thing && !sheet && !stage && (
          <LeafingBar files={files} leafing={leafing} view={view} owns={owns} {...before} />
        )}
        {poll && (
          <div className={css.result}>
            <StagePoll key={poll.poll} poll={poll} mode="later" {...knows} />
          </div>
        )}
      </div>
      {files && shown && deck && deck.noted.length > 0 && thing && !sheet && !small && (
        <Suspense>
          <SpeakerNotes files={files} deck={deck} page={shown.page} all={owns(deck)} />
        </Suspense>
      )}
    </>
  );
}

interface FilmProps extends Pick<Props, "player" | "playing" | "address" | "full"> {
  film: ShownFilm;
}

/** The film as it stood at the moment that plays, heard as loud as one likes. */
function PlayedFilm({ film, player, playing, address, full }: FilmProps) {
  const runs = useRef(false);
  runs.current = playing.playing && !playing.waiting;
  const clock = useMemo(
    () => ({
      now: () => player.position(),
      runs: () => runs.current,
      rate: () => player.snapshot().rate,
    }),
    [player],
  );
  return (
    <div className={`${css.film} on-stage`}>
      <Suspense>
        <FilmStage
          key={film.film.film}
          shown={film}
          clock={clock}
          address={address}
          gone={full.films.dropped.has(film.film.film)}
          mute={playing.muted}
        />
      </Suspense>
    </div>
  );
}

/** A click on the picture plays and pauses; the same is a button below, so this is for the mouse alone. */
function TapArea({ player, playing }: { player: Player; playing: Playing }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the Play button below and the keys do the same
    // biome-ignore lint/a11y/noStaticElementInteractions: as above
    <div className={css.tap} onClick={() => player.toggle()} data-waiting={playing.waiting || undefined}>
      {!playing.playing && (
        <span className={css.bigPlay} aria-hidden="true">
          <Play />
        </span>
      )}
    </div>
  );
}
