// The board as it was at the moment that plays; whoever was absent may draw on it, at that moment and apart.
import { PenLine } from "lucide-react";
import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from "react";
import type { Me, People } from "../../core/api";
import { PAGE } from "../../core/board/camera";
import type { Act } from "../../core/commands";
import { boardOf, boardOver, drawnOn, mayDraw } from "../../core/view/board";
import { groupOf } from "../../core/view/breakouts";
import { isStaff } from "../../core/view/people";
import { may } from "../../core/view/rights";
import type { PageView } from "../../core/view/slides";
import { isClosedTo } from "../../core/view/terms";
import { sharedScreen } from "../../core/view/tracks";
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import css from "./playback.module.css";
import type { Classroom } from "./useClassroom";

const Board = lazy(() => import("../../panels/board/Board"));

export interface BoardBefore {
  room: Classroom;
  me: Me;
  /** The class as it is known by now: may one draw later? */
  full: View;
}

const placeOf = (view: View, me: Me): string => {
  const group = groupOf(view.breakouts, me.person);
  return group ? `group:${group.group}` : "everyone";
};

/** The sheet on the stage at this moment, for whoever was there. */
export function sheetAt(view: View, me: Me): string | null {
  const place = placeOf(view, me);
  const isHere = (person: string) => groupOf(view.breakouts, person) === groupOf(view.breakouts, me.person);
  const board = boardOf(view.board, place);
  return boardOver(board, sharedScreen(view.tracks, isHere)) ? board.shown : null;
}

const nothing: Act = async () => ({ ok: true });
const quiet = () => undefined;

/** What was drawn on a shared screen, over its picture. */
export function PlayedScreen({
  view,
  people,
  me,
  track,
  video,
}: Pick<Props, "view" | "people" | "me"> & { track: string; video: HTMLVideoElement | undefined }) {
  const surface = `screen:${track}`;
  const items = drawnOn(view.board, surface);
  if (items.length === 0) return null;
  const shape = video && video.videoWidth > 0 ? video.videoHeight / video.videoWidth : 9 / 16;
  return (
    <div className={css.overScreen}>
      <Suspense>
        <Board
          key={surface}
          surface={surface}
          items={items}
          last={0}
          page={{ left: 0, top: 0, right: PAGE, bottom: Math.round(PAGE * shape) }}
          name={t("playback.drawings_on_screen")}
          people={people}
          me={me.person}
          leads={false}
          drawing={false}
          late
          act={nothing}
          tell={quiet}
          wire={null}
          bare
          over
        />
      </Suspense>
    </div>
  );
}

interface Props extends BoardBefore {
  view: View;
  people: People;
  /** A sheet, else the slide that is looked at. */
  sheet: string | null;
  shown: PageView | null;
  /** Class ms that is shown: what is drawn stands there, not a moment later. */
  position: number;
  children?: ReactNode;
}

export function PlayedBoard({ view, full, people, room, me, sheet, shown, position, children }: Props) {
  const [drawing, setDrawing] = useState(false);
  const [wrong, setWrong] = useState("");
  const now = useRef(position);
  now.current = position;
  const { act } = room;
  const drawNow: Act = useCallback(
    (command) => act(command.do === "DrawItem" ? { ...command, at: now.current } : command),
    [act],
  );
  const deck = shown && full.slides.decks.get(shown.deck);
  const surface = sheet ? `sheet:${sheet}` : shown ? `deck:${shown.deck}:${shown.page}` : "";
  const place = sheet ? placeOf(view, me) : "everyone";
  const items = drawnOn(view.board, surface);
  const leads = isStaff(me.role);
  const draws =
    mayDraw(may(full, me, "draw"), place) && full.lesson.state === "ended" && !isClosedTo(full, me);
  if (!sheet && !deck) return children;
  const { sheets } = boardOf(view.board, place);
  const name = sheet
    ? t("playback.board_page", { page: sheets.indexOf(sheet) + 1, pages: sheets.length })
    : t("playback.drawings_on_slide", { page: shown?.page ?? 0, pages: deck?.pages ?? 0 });
  const page =
    sheet || !deck
      ? null
      : { left: 0, top: 0, right: PAGE, bottom: Math.round((PAGE * deck.height) / deck.width) };
  const later = draws && (
    <IconButton
      label={t("playback.draw_now")}
      kind="plain"
      aria-pressed={drawing}
      onPress={() => {
        setWrong("");
        setDrawing(!drawing);
      }}
    >
      <PenLine className="i" />
    </IconButton>
  );
  return (
    <Suspense fallback={children ?? <span />}>
      <Board
        key={surface}
        surface={surface}
        items={items}
        last={room.timeline.last}
        page={page}
        name={name}
        people={people}
        me={me.person}
        leads={leads}
        drawing={drawing && draws}
        late
        act={drawNow}
        tell={setWrong}
        wire={null}
        bare={!sheet && items.length === 0 && !draws}
        extra={later}
        ground={children}
      />
      {wrong && (
        <p className={css.boardNote} role="alert">
          {wrong}
        </p>
      )}
    </Suspense>
  );
}
