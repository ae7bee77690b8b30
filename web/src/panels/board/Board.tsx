// The board on the stage, live and in playback alike: the paper, the tools of those who may draw, and a menu for everybody.
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { People } from "../../core/api";
import type { Spot } from "../../core/board/camera";
import type { Box } from "../../core/board/outline";
import type { Act } from "../../core/commands";
import type { Items } from "../../core/view/board";
import { nameOf } from "../props";
import "./board.css";
import { t } from "../../texts";
import { BoardMenu } from "./BoardMenu";
import { ListDialog } from "./List";
import { useReading } from "./reading";
import { Stand, type Wire } from "./stand";
import { Tools } from "./Tools";
import { type Choice, FIRST, widthOf } from "./tools";
import { Writing } from "./Writing";

export interface BoardProps {
  surface: string;
  items: Items;
  /** The last entry that is known. */
  last: number;
  /** Over slides: the page, in tenths of a pixel; null for a sheet. */
  page: Box | null;
  /** What is drawn on: the slide. */
  ground?: ReactNode;
  /** What it is, in words: "Board, page 1 of 2". */
  name: string;
  people: People;
  me: string;
  leads: boolean;
  /** May draw, and has taken up the pens. */
  drawing: boolean;
  late: boolean;
  act: Act;
  tell: (text: string) => void;
  wire: Wire | null;
  /** Students may draw; null where nobody is to be asked. */
  allowed?: boolean | null;
  /** Lies over a moving picture, tools and all. */
  over?: boolean;
  /** Stands beside the menu. */
  extra?: ReactNode;
  /** Shows no more than what is drawn: nothing to press. */
  bare?: boolean;
}

function useStand(props: BoardProps): Stand {
  const { surface, page, me, leads, late, act, tell, wire } = props;
  const box = page && [page.left, page.top, page.right, page.bottom].join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page is the same while its box is
  const stand = useMemo(
    () => new Stand({ surface, page, me, leads, late, act, refused: tell, wire }),
    [surface, box, me, leads, late, act, tell, wire],
  );
  const { items, last } = props;
  useEffect(() => stand.take(items, last), [stand, items, last]);
  return stand;
}

const MOVED: Readonly<Record<string, string>> = {
  ArrowLeft: t("board.moved_left"),
  ArrowRight: t("board.moved_right"),
  ArrowUp: t("board.moved_up"),
  ArrowDown: t("board.moved_down"),
};
let kept: Choice = FIRST;

export default function Board(props: BoardProps) {
  const { drawing, people, name, bare } = props;
  const stand = useStand(props);
  const host = useRef<HTMLDivElement>(null);
  const [choice, setChoice] = useState(kept);
  const [writing, setWriting] = useState<{ spot: Spot; item: string | null } | null>(null);
  const [list, setList] = useState(false);
  const [said, say] = useState("");
  useEffect(() => {
    kept = choice;
  }, [choice]);
  stand.choice = choice;
  stand.mayDraw = drawing;
  stand.nameOf = (person) => nameOf(people, person);
  stand.write = (spot, item) => setWriting({ spot, item });
  useEffect(() => (host.current ? stand.mount(host.current) : undefined), [stand]);
  const focus = () => host.current?.focus();
  const lines = { tool: choice.tool, drawing: drawing || undefined, page: props.page ? "" : undefined };
  const spoken = bare
    ? { role: "img", "aria-label": name, "aria-hidden": props.items.length === 0 }
    : {
        role: "application",
        "aria-roledescription": t("board.what"),
        "aria-label": t("board.name_and_list", { name }),
        tabIndex: 0,
      };
  return (
    <div
      className="board"
      data-drawing={lines.drawing}
      data-page={lines.page}
      data-bare={bare || undefined}
      data-over={props.over || undefined}
    >
      {drawing && <Tools stand={stand} choice={choice} choose={setChoice} />}
      <div className="board-paper">
        {props.ground}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: its role is one of `spoken`; keys move what is selected, or the view */}
        <div
          className="board-host"
          ref={host}
          {...spoken}
          data-tool={lines.tool}
          onKeyDown={(event) => {
            const moved = stand.easel.selected.size > 0 && event.key.startsWith("Arrow");
            if (!stand.press(event.nativeEvent)) return;
            event.preventDefault();
            event.stopPropagation();
            if (moved) say(MOVED[event.key] ?? "");
          }}
        />
        {writing && (
          <Writing
            key={writing.item ?? `${writing.spot.x} ${writing.spot.y}`}
            stand={stand}
            spot={writing.spot}
            item={writing.item}
            pen={{
              kind: choice.tool === "note" ? "note" : "text",
              colour: choice.colour,
              width: widthOf(choice.tool === "note" ? choice : { ...choice, tool: "text" }),
            }}
            done={() => {
              setWriting(null);
              focus();
            }}
          />
        )}
        {!bare && <Corner stand={stand} props={props} openList={() => setList(true)} />}
      </div>
      <span className="vh" role="status">
        {said}
      </span>
      {list && (
        <ListDialog
          stand={stand}
          people={people}
          drawing={drawing}
          choice={choice}
          close={() => setList(false)}
          select={(item) => {
            setList(false);
            stand.easel.select([item]);
            requestAnimationFrame(focus);
          }}
        />
      )}
    </div>
  );
}

function Corner({ stand, props, openList }: { stand: Stand; props: BoardProps; openList: () => void }) {
  const following = useReading(stand, () => stand.following);
  return (
    <div className="board-corner">
      {!following && (
        <button type="button" className="btn sm" onClick={stand.fitAll}>
          {t("board.show_everything")}
        </button>
      )}
      {props.extra}
      <BoardMenu stand={stand} props={props} openList={openList} />
    </div>
  );
}
