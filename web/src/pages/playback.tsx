// The recording is the class: the same stage, chat, polls and words, with a time line, and still open for you.
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { api, type TimelineAnswer } from "../core/api";
import { DeckFiles } from "../core/decks";
import { filmAddress } from "../core/films";
import { type Chapter, chapterAt, chaptersOf, marksOf, type SlideChange } from "../core/playback/marks";
import type { Player } from "../core/playback/player";
import { isStaff } from "../core/view/people";
import type { Layout } from "../core/view/staging";
import { closesAt } from "../core/view/terms";
import type { View } from "../core/view/types";
import { t } from "../texts";
import { InLanguage } from "../ui/InLanguage";
import { PageSkeleton } from "../ui/PageSkeleton";
import { here } from "./desk/model";
import { Before } from "./playback/Before";
import { Caption } from "./playback/Caption";
import { Chapters } from "./playback/Chapters";
import { Closed, NotBegun } from "./playback/Closed";
import { CommentBox } from "./playback/CommentBox";
import { Completion } from "./playback/Completion";
import { Controls } from "./playback/Controls";
import { Gate } from "./playback/Gate";
import { Header } from "./playback/Header";
import { useKeys } from "./playback/keys";
import { Moment } from "./playback/Moment";
import css from "./playback/playback.module.css";
import { SeekBar } from "./playback/SeekBar";
import { Side } from "./playback/Side";
import { useSession } from "./playback/session";
import { Slides } from "./playback/slides";
import { Theatre } from "./playback/Theatre";
import { type Classroom, useClassroom } from "./playback/useClassroom";
import { useKeptPlace } from "./playback/useKeptPlace";
import { usePlayer, usePlaying } from "./playback/usePlayer";
import { useProgress } from "./playback/useProgress";
import { WindowClosed } from "./playback/WindowClosed";

const Attendance = lazy(() => import("./playback/Attendance"));
const LateWork = lazy(() => import("./playback/LateWork"));

const CAPTIONS = "amphi.captions";

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

/** The way into the room while the class runs: by the link in hand, else by the desk's. */
function useRoom(classId: string, ticket: string | null, live: boolean): string | null {
  const [found, setFound] = useState<string | null>(null);
  useEffect(() => {
    if (ticket || !live) return;
    api.desk().then(
      (desk) => {
        const one = desk.classes.find((known) => known.id === classId);
        if (one) setFound(here(one.join.instructor ?? one.join.student));
      },
      () => undefined,
    );
  }, [classId, ticket, live]);
  return ticket ? `/join/${encodeURIComponent(ticket)}` : found;
}

interface OpenProps {
  first: TimelineAnswer;
  token: string | undefined;
  ticket: string | null;
}

function Open({ first, token, ticket }: OpenProps) {
  const { player, error } = usePlayer(first.class, token);
  const at = useCallback(() => player?.position() ?? 0, [player]);
  const room = useClassroom(first, token, at);
  const way = useRoom(first.class, ticket, room.state !== "ended");
  const pictures = useMemo(() => new DeckFiles(first.class, token), [first.class, token]);
  useEffect(() => () => pictures.close(), [pictures]);
  useEffect(() => {
    document.title = `${first.title} · Amphi`;
  }, [first.title]);
  if (room.state === "scheduled")
    return <NotBegun title={first.title} lobby={way} chat={<Before first={first} room={room} />} />;
  if (error) return <Closed error={error} again={() => location.reload()} />;
  if (!player) return <PageSkeleton />;
  return (
    <Slides.Provider value={pictures}>
      <TheClass first={first} token={token} player={player} room={room} way={way} />
    </Slides.Provider>
  );
}

/** The pages shown over the whole class, from the entries in playing order. */
function slideChanges(room: Classroom): SlideChange[] {
  const changes: SlideChange[] = [];
  for (const { at, event } of room.timeline.entries) {
    if (event.type === "PageShown") changes.push({ at, shown: { deck: event.deck, page: event.page } });
    if (event.type === "SlidesHidden") changes.push({ at, shown: null });
  }
  return changes;
}

/** What can only be seen in the whole class: chapters, marks, liveliness. Anew when entries come or the class grows. */
function useOverview(room: Classroom, me: TimelineAnswer["me"], edge: number) {
  const { timeline, revision } = room;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a revision means new entries in the timeline
  return useMemo(() => {
    const full = timeline.live();
    const chapters = chaptersOf(full, slideChanges(room), edge);
    const marks = marksOf(full, me.person, !isStaff(me.role));
    const signs = timeline.entries.filter(({ event }) => event.type === "GestureMade");
    const moments = [...marks, ...signs].map((one) => one.at);
    moments.push(...full.captions.lines.map((line) => line.start));
    return { full, chapters, marks, moments };
  }, [timeline, revision, me, edge]);
}

function countUpTo({ timeline: { entries } }: Classroom, position: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.at ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The view at a position, the same object until something changes in it. */
function useViewAt(room: Classroom, position: number): View {
  const { timeline, revision } = room;
  // Looked up on each drawing: entries also come in before the position.
  const count = countUpTo(room, position);
  // biome-ignore lint/correctness/useExhaustiveDependencies: between two counts nothing happens
  return useMemo(() => timeline.viewAt(position), [timeline, revision, count]);
}

interface ClassProps {
  first: TimelineAnswer;
  token: string | undefined;
  player: Player;
  room: Classroom;
  way: string | null;
}

function TheClass({ first, token, player, room, way }: ClassProps) {
  const playing = usePlaying(player);
  const { position, edge } = playing;
  const { me } = first;
  const { people } = room.timeline;
  // While the class runs the end moves every second: the overview need not.
  const coarse = room.state === "ended" ? edge : Math.floor(edge / 5_000) * 5_000;
  const { full, chapters, marks, moments } = useOverview(room, me, coarse);
  const view = useViewAt(room, position);
  const { mine } = useProgress(first.class, token, player, room.revision);
  const resume = useKeptPlace(player, first.class, mine?.at ?? 0);
  const [captions, setCaptions] = useState(() => localStorage.getItem(CAPTIONS) !== "off");
  const [arranging, setArranging] = useState(() => location.hash === "#late-work");
  const [attending, setAttending] = useState(() => location.hash === "#attendance");
  const [layout, setLayout] = useState<Layout | null>(null);
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
  useKeys(player, { captions: toggleCaptions, fullscreen });

  const chapter: Chapter | null = chapterAt(chapters, position);
  const live = room.state !== "ended";
  const leads = isStaff(me.role);
  const closes = leads ? null : closesAt(full, me.person);
  return (
    <div className={css.page}>
      <Header
        classId={first.class}
        token={token}
        title={first.title}
        course={first.course}
        openedAt={first.opened_at}
        live={live}
        room={way}
        completion={!leads && !live && mine && <Completion mine={mine} full={full} seek={seek} />}
        lateWork={leads ? () => setArranging(true) : null}
        answers={isStaff(me.role) && full.polls.polls.length > 0}
        attendance={{
          label: isStaff(me.role) ? t("playback.attendance") : t("playback.your_part"),
          open: () => setAttending(true),
        }}
      />
      {attending && (
        <Suspense>
          <Attendance
            first={first}
            token={token}
            room={room}
            view={full}
            position={Math.floor(position)}
            close={() => setAttending(false)}
          />
        </Suspense>
      )}
      {arranging && leads && (
        <Suspense>
          <LateWork first={first} token={token} room={room} full={full} close={() => setArranging(false)} />
        </Suspense>
      )}
      <main className={css.main} ref={main}>
        <Theatre
          player={player}
          playing={playing}
          view={view}
          full={full}
          people={people}
          room={room}
          me={me}
          layout={layout}
          address={address}
          knows={{ me, tallies: room.tallies, askTally: room.askTally }}
        />
        {captions && <Caption captions={full.captions} people={people} position={position} />}
        <Moment
          playing={playing}
          full={full}
          view={view}
          people={people}
          resume={resume}
          onResume={() => player.seek(resume)}
        />
        <SeekBar player={player} playing={playing} marks={marks} chapters={chapters} moments={moments} />
        <Controls
          player={player}
          playing={playing}
          captions={captions}
          onCaptions={toggleCaptions}
          layout={layout}
          onLayout={setLayout}
          onFullscreen={fullscreen}
          room={way}
          live={live}
        />
        {closes !== null && closes < Date.now() ? (
          <WindowClosed closes={closes} view={full} people={people} />
        ) : (
          <div data-comment="">
            <CommentBox player={player} position={position} act={room.act} />
          </div>
        )}
        <div className={css.chaptersBelow}>
          <Chapters chapters={chapters} now={chapter?.at ?? -1} seek={seek} />
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
      />
    </div>
  );
}
