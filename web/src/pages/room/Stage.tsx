// The stage: a shared screen before slides, slides before a face; captions stand below, never over it.
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import type { Choices } from "../../core/choices";
import { filmOver } from "../../core/view/films";
import { pollOnStage } from "../../core/view/polls";
import { sharedScreen } from "../../core/view/tracks";
import { nameOf } from "../../panels/props";
import { dialog } from "../../panels/slides/adding";
import { useLeafing } from "../../panels/slides/leafing";
import { t } from "../../texts";
import { Skeleton } from "../../ui/Skeleton";
import { chosenFaces, useArranged } from "./arrange";
import { type Room, useChoices, useRoom, useShape } from "./context";
import { Faces, Speaker } from "./Faces";
import { Missing } from "./Missing";
import { Picture } from "./Picture";
import { Annotated, DrawnScreen, SheetOnStage, sheetOnStage } from "./RoomBoard";
import { deckFiles, SlideOnStage } from "./Slide";
import { type Hand, StageTools } from "./StageTools";

const StagePoll = lazy(() => import("../../panels/StagePoll").then((one) => ({ default: one.StagePoll })));
const RoomFilm = lazy(() => import("./RoomFilm"));
const LiveCaption = lazy(() => import("./LiveCaption"));
const SpeakerNotes = lazy(() => dialog().then((one) => ({ default: one.SpeakerNotes })));

interface Looking {
  mode: Choices["mode"];
  hand: Hand;
}

/** What was put on the stage goes before slides; null when nothing was. */
function shown(room: Room, { mode, hand }: Looking): ReactNode | null {
  const { view, people, isHere, group, state, session } = room;
  const drawing = hand === "pen";
  const poll = group ? undefined : pollOnStage(view);
  if (poll)
    return (
      <Suspense>
        <StagePoll
          key={poll.poll}
          poll={poll}
          me={state.me}
          mode="live"
          tallies={state.tallies}
          askTally={session.live.askTally}
        />
      </Suspense>
    );
  // In Sound only a screen is told of, not shown: slides stay in sight.
  const screen = mode === "sound" ? null : sharedScreen(view.tracks, isHere);
  const film = group ? null : filmOver(view.films, screen);
  if (film)
    return (
      <Suspense fallback={<Skeleton lines={4} label={t("stage.film_coming")} />}>
        <RoomFilm key={film.film.film} shown={film} />
      </Suspense>
    );
  const sheet = sheetOnStage(room);
  if (sheet) return <SheetOnStage sheet={sheet} />;
  if (screen)
    return (
      <DrawnScreen key={screen.track} track={screen.track} drawing={drawing}>
        <Picture track={screen} label={t("stage.screen_of", { name: nameOf(people, screen.person) })} whole />
      </DrawnScreen>
    );
  return null;
}

export function Stage({ captions }: { captions: boolean }) {
  const frame = useRef<HTMLElement>(null);
  const [hand, setHand] = useState<Hand>(null);
  const room = useRoom();
  const leafing = useLeafing(room.view.slides);
  const { mode } = useChoices();
  const { pins } = useArranged();
  const put = shown(room, { mode, hand });
  const page = put === null && !room.group ? leafing.at : null;
  const about = page ? room.view.slides.decks.get(page.deck) : null;
  const thing = page ? (
    <Annotated {...page} drawing={hand === "pen"}>
      <SlideOnStage key={page.deck} {...page} pointing={hand === "dot"} />
    </Annotated>
  ) : (
    put
  );
  const faces = chosenFaces(pins, room.view, room.isHere);
  // Beside a slide there is room for faces only where the stage is wide.
  const beside = useShape() === "desk" && thing !== null && faces.length > 0;
  const full = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void frame.current?.requestFullscreen?.().catch(() => undefined);
  };
  return (
    <section
      className={`stage on-stage${captions ? " with-captions" : ""}`}
      aria-label={t("stage.stage")}
      ref={frame}
    >
      <Missing />
      <div className={`pic${beside ? " with-faces" : ""}`}>
        {thing ?? (faces.length > 0 ? <Faces people={faces} /> : <Speaker />)}
        {beside && <Faces people={faces} />}
      </div>
      {page && about?.noted.length ? (
        <Suspense>
          <SpeakerNotes
            files={deckFiles(room.session)}
            deck={about}
            page={page.page}
            all={room.leads || about.by === room.me}
          />
        </Suspense>
      ) : null}
      <div className="edge">
        <StageTools full={full} hand={hand} setHand={setHand} leafing={leafing}>
          {captions && (
            <Suspense fallback={<section className="cap" aria-label={t("stage.live_captions")} />}>
              <LiveCaption />
            </Suspense>
          )}
        </StageTools>
      </div>
    </section>
  );
}
