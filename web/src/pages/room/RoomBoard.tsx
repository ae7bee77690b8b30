// The board in the room: on the stage for itself, or over a page of the slides; its code comes when it is first needed.
import { ChevronLeft, ChevronRight, FilePlus, PenLine, Presentation } from "lucide-react";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { newId } from "../../core/api";
import { PAGE } from "../../core/board/camera";
import { boardOf, boardOver, drawnOn, mayDraw } from "../../core/view/board";
import { present } from "../../core/view/people";
import { sharedScreen } from "../../core/view/tracks";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { Skeleton } from "../../ui/Skeleton";
import { type Room, useLast, useNow, useRoom } from "./context";

const Board = lazy(() => import("../../panels/board/Board"));

const placeOf = ({ group }: Room): string => (group ? `group:${group.group}` : "everyone");

/** The screen that is shared here, for whoever wants to see pictures. */
const screenHere = ({ session, view, isHere }: Room) =>
  session.preferences.choices.mode === "sound" ? null : sharedScreen(view.tracks, isHere);

/** The sheet on the stage here, unless somebody shared a screen after it came. */
export function sheetOnStage(room: Room): string | null {
  const board = boardOf(room.view.board, placeOf(room));
  return boardOver(board, screenHere(room)) ? board.shown : null;
}

/** What a board needs of the room; the same objects as long as nothing changed. */
function useBoard(room: Room, surface: string) {
  const { session, view, people, me, leads, tell } = room;
  const wire = useMemo(
    () => ({
      tell: (signal: Record<string, unknown>) => session.live.signal(signal),
      listen: (heard: (signal: Record<string, unknown>) => void) => session.live.onSignal(heard),
      people: () => present(session.live.timeline.live().people).length,
    }),
    [session],
  );
  const bad = useCallback((text: string) => tell(text, "bad"), [tell]);
  const { act } = session.live.commands;
  const items = useNow(session, ({ board }) => drawnOn(board, surface));
  const last = useLast(session);
  const allowed = room.may("grant") && !room.group ? (view.rights.everybody.get("draw") ?? false) : null;
  return { surface, items, last, wire, act, people, me, leads, tell: bad, late: false, allowed };
}

export function SheetOnStage({ sheet }: { sheet: string }) {
  const room = useRoom();
  const surface = `sheet:${sheet}`;
  const common = useBoard(room, surface);
  const { view } = room;
  const place = placeOf(room);
  const { sheets } = boardOf(view.board, place);
  const name = t("stage.board_page", { page: sheets.indexOf(sheet) + 1, pages: sheets.length });
  return (
    <Suspense fallback={<Skeleton lines={4} label={t("stage.board_coming")} />}>
      <Board key={surface} {...common} page={null} name={name} drawing={mayDraw(room.may("draw"), place)} />
    </Suspense>
  );
}

interface Over {
  deck: string;
  page: number;
  drawing: boolean;
  children: ReactNode;
}

const boxOf = (width: number, height: number) => ({
  left: 0,
  top: 0,
  right: PAGE,
  bottom: Math.round((PAGE * height) / width),
});

/** A page of the slides, and what was drawn on it. */
export function Annotated({ deck, page, drawing, children }: Over) {
  const room = useRoom();
  const surface = `deck:${deck}:${page}`;
  const common = useBoard(room, surface);
  const { view } = room;
  const about = view.slides.decks.get(deck);
  if (!about) return children;
  const box = boxOf(about.width, about.height);
  return (
    <Suspense fallback={children}>
      <Board
        key={surface}
        {...common}
        page={box}
        name={t("stage.drawings_on_slide", { page, pages: about.pages })}
        drawing={drawing && mayDraw(room.may("draw"), "everyone")}
        bare={!drawing}
        ground={children}
      />
    </Suspense>
  );
}

/** A shared screen, and what was drawn on it while it is shared. */
export function DrawnScreen({
  track,
  drawing,
  children,
}: Pick<Over, "drawing" | "children"> & { track: string }) {
  const room = useRoom();
  const surface = `screen:${track}`;
  const common = useBoard(room, surface);
  const frame = useRef<HTMLDivElement>(null);
  const [shape, setShape] = useState({ width: 16, height: 9 });
  useEffect(() => {
    const video = frame.current?.querySelector("video");
    if (!video) return;
    const look = () =>
      video.videoWidth > 0 && setShape({ width: video.videoWidth, height: video.videoHeight });
    look();
    video.addEventListener("resize", look);
    return () => video.removeEventListener("resize", look);
  }, []);
  return (
    <div className="drawn-on" ref={frame}>
      {children}
      <Suspense>
        <Board
          key={surface}
          {...common}
          page={boxOf(shape.width, shape.height)}
          name={t("stage.drawings_on_screen")}
          drawing={drawing && mayDraw(room.may("draw"), placeOf(room))}
          bare={!drawing}
          over
        />
      </Suspense>
    </div>
  );
}

/** On the stage's edge: the pages of the board. */
export function BoardPages() {
  const room = useRoom();
  const sheet = sheetOnStage(room);
  if (!sheet) return null;
  const to = placeOf(room);
  const { sheets } = boardOf(room.view.board, to);
  const place = sheets.indexOf(sheet);
  const { act } = room.session.live.commands;
  const leads = room.leads || room.group !== null;
  const turn = (next: string | undefined) => next && void act({ do: "ShowBoard", sheet: next, to });
  return (
    <>
      {leads && (
        <IconButton
          label={t("stage.previous_board_page")}
          isDisabled={place < 1}
          onPress={() => turn(sheets[place - 1])}
        >
          <ChevronLeft className="i" />
        </IconButton>
      )}
      <span className="nums page-of">
        {place + 1} / {sheets.length}
      </span>
      {leads && (
        <>
          <IconButton
            label={t("stage.next_board_page")}
            isDisabled={place + 1 >= sheets.length}
            onPress={() => turn(sheets[place + 1])}
          >
            <ChevronRight className="i" />
          </IconButton>
          <IconButton label={t("stage.new_board_page")} onPress={() => turn(newId("s"))}>
            <FilePlus className="i" />
          </IconButton>
        </>
      )}
    </>
  );
}

interface Pens {
  drawing: boolean;
  setDrawing: (on: boolean) => void;
}

/** On the stage's edge: put the board there, and draw on slides. */
export function BoardButtons({ drawing, setDrawing }: Pens) {
  const room = useRoom();
  const { view, leads, group, tell } = room;
  const to = placeOf(room);
  const board = boardOf(view.board, to);
  const sheet = sheetOnStage(room);
  const { act } = room.session.live.commands;
  const toggle = async () => {
    // A screen shared since lies above it: it is taken down and put up again.
    if (board.shown) await act({ do: "HideBoard", to });
    if (sheet) return;
    const next = board.shown ?? board.sheets[board.sheets.length - 1] ?? newId("s");
    const outcome = await act({ do: "ShowBoard", sheet: next, to });
    if (!outcome.ok) tell(`${outcome.error.message} ${outcome.error.next}`, "bad");
  };
  const screen = screenHere(room);
  const below = sheet ? null : screen ? "screen" : view.slides.shown && !group ? "slides" : null;
  return (
    <>
      {below && mayDraw(room.may("draw"), to) && (
        <IconButton
          label={t(`stage.draw_on_${below}`)}
          aria-pressed={drawing}
          onPress={() => setDrawing(!drawing)}
        >
          <PenLine className="i" />
        </IconButton>
      )}
      {(leads || group) && (
        <IconButton label={t("stage.board")} aria-pressed={sheet !== null} onPress={() => void toggle()}>
          <Presentation className="i" />
        </IconButton>
      )}
    </>
  );
}
