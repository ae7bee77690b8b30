// The recording is the class: the same stage, chat, polls and words, with a time line, and still open for you.
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { TimelineAnswer } from "../core/api";
import { DeckFiles } from "../core/decks";
import { filmAddress } from "../core/films";
import { standBy } from "../core/offline/reach";
import { type Chapter, chapterAt } from "../core/playback/chapters";
import { Glimpses } from "../core/playback/glimpses";
import type { Player } from "../core/playback/player";
import { isStaff } from "../core/view/people";
import { closesAt } from "../core/view/terms";
import { t } from "../texts";
import { InLanguage } from "../ui/InLanguage";
import { PageSkeleton } from "../ui/PageSkeleton";
import { Before } from "./playback/Before";
import { Behind } from "./playback/Behind";
import { Chapters } from "./playback/Chapters";
import { Closed, NotBegun } from "./playback/Closed";
import { CommentBox } from "./playback/CommentBox";
import { Completion } from "./playback/Completion";
import { Controls } from "./playback/Controls";
import { useEditing, useRenewed, useStops } from "./playback/editing";
import { Gate } from "./playback/Gate";
import { Header } from "./playback/Header";
import { useKeys } from "./playback/keys";
import { Leading } from "./playback/Leading";
import { useLook } from "./playback/look";
import { Moment } from "./playback/Moment";
import { OfflineLine } from "./playback/OfflineLine";
import { Opened, useOpened } from "./playback/Opened";
import { useOverview, useSilences, useViewAt } from "./playback/overview";
import { useOwnWindow } from "./playback/ownWindow";
import css from "./playback/playback.module.css";
import { Scene } from "./playback/Scene";
import { SeekBar } from "./playback/SeekBar";
import { SharedLink } from "./playback/SharedLink";
import { Sheets, useSheet } from "./playback/Sheets";
import { Side } from "./playback/Side";
import { useSession } from "./playback/session";
import { useSharing } from "./playback/sharing";
import { Slides } from "./playback/slides";
import { Think } from "./playback/Think";
import { SmallPictures } from "./playback/Tip";
import { type Classroom, useClassroom } from "./playback/useClassroom";
import { useKeptPlace } from "./playback/useKeptPlace";
import { useBegun, usePlayer, usePlaying } from "./playback/usePlayer";
import { useProgress } from "./playback/useProgress";
import { useRewatched } from "./playback/useRewatched";
import { WindowClosed } from "./playback/WindowClosed";
import { useRoom } from "./playback/way";
import { useWords, Words } from "./playback/words";

const MediaKeys = lazy(() => import("./playback/MediaKeys"));
const Quiz = lazy(() => import("./playback/Quiz"));

const CAPTIONS = "amphi.captions";

standBy();

export default function Playback({ classId }: { classId: string }) {
  const ticket = new URLSearchParams(location.search).get("ticket");
  const { session, enter, again } = useSession(classId, ticket);
  switch (session.state) {
    case "looking":
      return <PageSkeleton />;
    case "name":
      return <Gate ticket={session.ticket} enter={enter} />;
    case "closed":
      return <Closed error={session.error} again={again} />;
    case "open":
      return (
        <InLanguage>
          <Open first={session.first} token={session.token} ticket={ticket} />
        </InLanguage>
      );
  }
}

interface OpenProps {
  first: TimelineAnswer;
  token: string | undefined;
  ticket: string | null;
}

function Open({ first, token, ticket }: OpenProps) {
  const [uncut, setUncut] = useState(false);
  const { player, error } = usePlayer(first.class, token, uncut);
  const at = useCallback(() => player?.position() ?? 0, [player]);
  const room = useClassroom(first, token, at, uncut);
  const edited = useRenewed(player, room, uncut);
  const way = useRoom(first.class, ticket, room.state !== "ended");
  const pictures = useMemo(() => new DeckFiles(first.class, token), [first.class, token]);
  useEffect(() => () => pictures.close(), [pictures]);
  const glimpses = useMemo(() => new Glimpses(first.class, token, edited), [first.class, token, edited]);
  useEffect(() => () => glimpses.close(), [glimpses]);
  useEffect(() => {
    document.title = `${first.title} · Amphi`;
  }, [first.title]);
  if (room.state === "scheduled")
    return <NotBegun title={first.title} lobby={way} chat={<Before first={first} room={room} />} />;
  if (error) return <Closed error={error} again={() => location.reload()} />;
  if (!player) return <PageSkeleton />;
  return (
    <Slides.Provider value={pictures}>
      <SmallPictures.Provider value={glimpses}>
        <TheClass {...{ first, token, player, room, way, setUncut }} />
      </SmallPictures.Provider>
    </Slides.Provider>
  );
}

/** What the card of a poll needs that stands before the picture. */
const stopPanel = ({ timeline, act, tallies, askTally }: Classroom, me: TimelineAnswer["me"]) => ({
  people: timeline.people,
  me,
  act,
  drafts: new Map(),
  tallies,
  askTally,
});

interface ClassProps {
  first: TimelineAnswer;
  token: string | undefined;
  player: Player;
  room: Classroom;
  way: string | null;
  setUncut: (uncut: boolean) => void;
}

function TheClass({ first, token, player, room, way, setUncut }: ClassProps) {
  const playing = usePlaying(player);
  const { position, edge } = playing;
  const heard = useBegun(playing);
  const at = useCallback(() => player.position(), [player]);
  const { me } = first;
  const { people } = room.timeline;
  // While the class runs the end moves every second: the overview need not.
  const coarse = room.state === "ended" ? edge : Math.floor(edge / 5_000) * 5_000;
  const { full, chapters, marks, moments, stays } = useOverview(room, me, coarse);
  const view = useViewAt(room, position);
  const words = useWords(full);
  const editing = useEditing();
  useStops(player, full.edit, room.uncut);
  const { mine } = useProgress(first, token, player, room.revision);
  const again = useRewatched(first.class, token);
  const resume = useKeptPlace(player, first.class, mine?.at ?? 0);
  const [captions, setCaptions] = useState(() => localStorage.getItem(CAPTIONS) !== "off");
  const [sheet, setSheet] = useSheet();
  const opened = useOpened(me);
  const { change } = opened;
  const look = useLook();
  const floating = useOwnWindow();
  const { shared, share, close } = useSharing(first, at);
  const silences = useSilences(room, playing, coarse, look.skips);
  useEffect(() => {
    player.loaded = look.loaded;
    player.even = look.even;
  }, [player, look.loaded, look.even]);
  useEffect(() => {
    player.silences = silences;
  }, [player, silences]);
  const address = useCallback((film: string) => filmAddress(first.class, film, token), [first.class, token]);
  const main = useRef<HTMLElement>(null);

  const toggleCaptions = useCallback(() => {
    setCaptions((now) => {
      localStorage.setItem(CAPTIONS, now ? "off" : "on");
      return !now;
    });
  }, []);
  const fullscreen = useCallback(() => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void main.current?.requestFullscreen?.().catch(() => undefined);
  }, []);
  const seek = useCallback((to: number) => player.seek(to), [player]);
  const { skips, change: like } = look;
  const silence = useCallback(() => like({ skips: !skips }), [skips, like]);
  useKeys(player, { captions: toggleCaptions, fullscreen, silence, list: opened.list, more: editing.keys });

  const chapter: Chapter | null = chapterAt(chapters, position);
  const live = room.state !== "ended";
  const leads = isStaff(me.role);
  const closes = leads ? null : closesAt(full, me.person);
  return (
    <Words.Provider value={words}>
      <div className={css.page} data-seen={look.seen} data-editing={(editing.open && leads) || undefined}>
        <Header
          classId={first.class}
          token={token}
          title={first.title}
          course={first.course}
          openedAt={first.opened_at}
          live={live}
          room={way}
          completion={!leads && !live && mine && <Completion mine={mine} full={full} seek={seek} />}
          lateWork={leads ? () => setSheet("late-work") : null}
          edit={leads && !live ? editing.toggle : null}
          shown={leads ? () => setSheet("shown") : null}
          answers={isStaff(me.role) && full.polls.polls.length > 0}
          attendance={
            me.looks
              ? null
              : {
                  label: leads ? t("playback.attendance") : t("playback.your_part"),
                  open: () => setSheet("attendance"),
                }
          }
          seek={seek}
        />
        <Sheets {...{ first, token, player, room, full, sheet, setSheet }} position={Math.floor(position)} />
        {heard && (
          <Suspense fallback={null}>
            <MediaKeys
              title={first.title}
              course={first.course}
              {...{ player, playing, chapters }}
              shown={view.slides.shown}
            />
          </Suspense>
        )}
        <Opened {...{ opened, player, playing, room, full, me, chapters, way }} />
        <main className={css.main} ref={main}>
          <OfflineLine {...{ first, token, room, full }} />
          <Scene
            {...{ player, playing, view, full, people, room, me, look, captions, seek, address }}
            chapter={chapter?.title ?? null}
            window={floating}
            knows={{ me, tallies: room.tallies, askTally: room.askTally }}
          />
          <Think {...{ player, playing }} />
          <Moment
            playing={playing}
            full={full}
            view={view}
            people={people}
            resume={resume}
            onResume={() => player.seek(resume)}
            me={me.person}
          />
          <SeekBar
            {...{ player, playing, marks, chapters, moments, silences, stays, again }}
            cuts={leads ? full.edit.cuts : []}
            chosen={editing.range}
          />
          <Controls
            {...{ player, playing, captions, look }}
            onCaptions={toggleCaptions}
            onFullscreen={fullscreen}
            onShare={() => void share()}
            onKeep={me.looks || live ? null : () => setSheet("keep")}
            onFloat={() => void floating.float()}
            onKeys={opened.list}
          />
          {leads && !live && (
            <Leading {...{ first, token, player, playing, room, full, editing, setUncut }} />
          )}
          {!leads && full.polls.polls.some((one) => one.late) && (
            <Suspense>
              <Quiz {...{ player, playing, full }} panel={stopPanel(room, me)} />
            </Suspense>
          )}
          {live && way && <Behind {...{ player, playing }} room={way} missed={opened.missed} />}
          <SharedLink shared={shared} close={close} />
          {floating.wrong && <p role="alert">{t("player.nothing_to_float")}</p>}
          {me.looks ? (
            <p className="small muted">{t("shown.you_look")}</p>
          ) : closes !== null && closes < Date.now() ? (
            <WindowClosed closes={closes} view={full} people={people} />
          ) : (
            <div data-comment="">
              <CommentBox player={player} position={position} room={room} view={view} full={full} me={me} />
            </div>
          )}
          <div className={css.chaptersBelow}>
            <Chapters {...{ chapters, seek, change }} now={chapter?.at ?? -1} />
          </div>
        </main>
        <Side
          player={player}
          room={room}
          view={view}
          full={full}
          me={me}
          people={people}
          chapters={chapters}
          chapter={chapter?.at ?? -1}
          second={Math.floor(position / 1000) * 1000}
          seek={seek}
          openedAt={first.opened_at}
          change={change}
        />
      </div>
    </Words.Provider>
  );
}
