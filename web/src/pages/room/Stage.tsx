// The stage: a shared screen before slides, slides before a face; captions stand below, never over it.
import { Presentation } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { lineAt } from "../../core/view/captions";
import { present } from "../../core/view/people";
import { cameraOf, sharedScreen } from "../../core/view/tracks";
import type { TrackView } from "../../core/view/types";
import { nameOf } from "../../panels/props";
import { pollOnStage, StagePoll } from "../../panels/StagePoll";
import { type Leafing, useLeafing } from "../../panels/slides/leafing";
import { Avatar } from "../../ui/Avatar";
import { type Room, useChoices, useRoom } from "./context";
import { Missing } from "./Missing";
import { Picture } from "./Picture";
import { Annotated, DrawnScreen, SheetOnStage, sheetOnStage } from "./RoomBoard";
import { SlideOnStage } from "./Slide";
import { type Hand, StageTools } from "./StageTools";

/** Whose camera stands on the stage: who speaks, else who leads, else anybody; nobody whose line is cut. */
function face({ view, isHere, me, state }: Room): TrackView | null {
  const here = present(view.people).filter(
    (one) => isHere(one.id) && one.id !== me && !state.away.has(one.id),
  );
  const voice = speaking(view, isHere);
  const speaker = voice && !state.away.has(voice) ? voice : null;
  return cameraOf(view.tracks, [...(speaker ? [speaker] : []), ...here.map((one) => one.id), me]);
}

/** Who speaks in this room; nobody whose line is lost. */
function speaking({ tracks: { speaker }, people }: Room["view"], isHere: Room["isHere"]): string | null {
  return speaker && isHere(speaker) && people.byId.get(speaker)?.present ? speaker : null;
}

interface Looking {
  drawing: boolean;
  pointing: boolean;
  leafing: Leafing;
}

function Content({ drawing, pointing, leafing }: Looking) {
  const room = useRoom();
  const { view, people, isHere, group, leads, state, session } = room;
  const poll = group ? undefined : pollOnStage(view);
  const { mode } = useChoices();
  if (poll)
    return (
      <StagePoll
        key={poll.poll}
        poll={poll}
        me={state.me}
        mode="live"
        tallies={state.tallies}
        askTally={session.live.askTally}
      />
    );
  // In Sound only a screen is told of, not shown: slides stay in sight.
  const screen = mode === "sound" ? null : sharedScreen(view.tracks, isHere);
  const sheet = sheetOnStage(room);
  if (sheet) return <SheetOnStage sheet={sheet} />;
  if (screen)
    return (
      <DrawnScreen key={screen.track} track={screen.track} drawing={drawing}>
        <Picture track={screen} label={`Screen of ${nameOf(people, screen.person)}`} whole />
      </DrawnScreen>
    );
  if (leafing.at && !group)
    return (
      <Annotated {...leafing.at} drawing={drawing}>
        <SlideOnStage key={leafing.at.deck} {...leafing.at} pointing={pointing} />
      </Annotated>
    );
  const camera = face(room);
  if (camera)
    return (
      <div className="face" key={camera.track}>
        <Avatar id={camera.person} name={nameOf(people, camera.person)} size="l" />
        <Picture track={camera} label={`${nameOf(people, camera.person)} on the stage`} whole />
      </div>
    );
  const speaker = speaking(view, isHere);
  if (speaker)
    return (
      <div className="stage-empty">
        <Avatar id={speaker} name={nameOf(people, speaker)} size="l" />
        <p>
          {nameOf(people, speaker)} {state.away.has(speaker) ? "is reconnecting" : "speaks"}
        </p>
      </div>
    );
  return (
    <div className="stage-empty">
      <Presentation className="i" aria-hidden="true" />
      <h2>{group ? `You are in ${group.name}` : "The stage is free"}</h2>
      <p>
        {group
          ? "Talk, or share a screen. Only this group sees and hears it."
          : leads
            ? "Turn on your camera, share your screen, or add slides."
            : "The teacher's slides, screen or camera appear here."}
      </p>
    </div>
  );
}

/** The line spoken last; it goes away by itself some seconds after it came. */
function Caption() {
  const { view, people, session } = useRoom();
  const [now, setNow] = useState(() => session.live.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(session.live.now()), 1000);
    return () => clearInterval(timer);
  }, [session]);
  const line = lineAt(view.captions, now, 12_000);
  return (
    <section className="cap" aria-label="Live captions">
      {line ? (
        <p>
          <b>{nameOf(people, line.person)}:</b> {line.text}
        </p>
      ) : (
        <p className="quiet">Captions stand here when speech has been recognised.</p>
      )}
    </section>
  );
}

export function Stage({ captions }: { captions: boolean }) {
  const frame = useRef<HTMLElement>(null);
  const leafing = useLeafing(useRoom().view.slides);
  const [hand, setHand] = useState<Hand>(null);
  const full = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void frame.current?.requestFullscreen?.().catch(() => undefined);
  };
  return (
    <section className={`stage on-stage${captions ? " with-captions" : ""}`} aria-label="Stage" ref={frame}>
      <Missing />
      <div className="pic">
        <Content drawing={hand === "pen"} pointing={hand === "dot"} leafing={leafing} />
      </div>
      <div className="edge">
        <StageTools full={full} hand={hand} setHand={setHand} leafing={leafing}>
          {captions && <Caption />}
        </StageTools>
      </div>
    </section>
  );
}
