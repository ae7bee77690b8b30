// The tools of whoever draws: one tab stop, arrows inside.
import {
  ArrowUpRight,
  Circle,
  Eraser,
  Highlighter,
  Minus,
  MousePointer2,
  Pencil,
  Redo2,
  Square,
  StickyNote,
  Type,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, Toolbar } from "react-aria-components";
import { INKS } from "../../core/board/outline";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { Menu } from "../../ui/Menu";
import { useReading } from "./reading";
import type { Stand } from "./stand";
import { type Choice, COLOURS, SHAPES, THICKNESSES, type Tool } from "./tools";

const ICONS: Record<Tool, ReactNode> = {
  select: <MousePointer2 className="i" />,
  pen: <Pencil className="i" />,
  highlighter: <Highlighter className="i" />,
  eraser: <Eraser className="i" />,
  line: <Minus className="i" />,
  arrow: <ArrowUpRight className="i" />,
  rectangle: <Square className="i" />,
  ellipse: <Circle className="i" />,
  text: <Type className="i" />,
  note: <StickyNote className="i" />,
};
const DOTS = { thin: 5, medium: 9, thick: 14 } as const;

interface Props {
  stand: Stand;
  choice: Choice;
  choose: (choice: Choice) => void;
}

export function Tools({ stand, choice, choose }: Props) {
  const { easel } = stand;
  // A new word whenever one of them changes: what is undone is another thing each time, whether it can be is not.
  const ways = useReading(stand, () => `${easel.can("undo")} ${easel.can("redo")}`);
  const [undo, redo] = ways.split(" ");
  const take = (tool: Tool) => {
    if (tool !== "select") easel.select([]);
    choose({ ...choice, tool });
  };
  const one = (tool: Tool) => (
    <IconButton
      key={tool}
      label={t(`board.tool_${tool}`)}
      aria-pressed={choice.tool === tool}
      onPress={() => take(tool)}
    >
      {ICONS[tool]}
    </IconButton>
  );
  return (
    <Toolbar aria-label={t("board.tools")} className="board-tools">
      {(["pen", "highlighter", "eraser"] as const).map(one)}
      <Shapes choice={choice} take={take} />
      {(["text", "note", "select"] as const).map(one)}
      <Colours choice={choice} choose={choose} />
      <Widths choice={choice} choose={choose} />
      <IconButton label={t("board.undo")} isDisabled={undo !== "true"} onPress={() => easel.step("undo")}>
        <Undo2 className="i" />
      </IconButton>
      <IconButton label={t("board.redo")} isDisabled={redo !== "true"} onPress={() => easel.step("redo")}>
        <Redo2 className="i" />
      </IconButton>
    </Toolbar>
  );
}

function Shapes({ choice, take }: { choice: Choice; take: (tool: Tool) => void }) {
  const shape = SHAPES.find((one) => one === choice.tool);
  const entries = SHAPES.map((id) => ({
    id,
    label: t(`board.tool_${id}`),
    icon: ICONS[id],
    chosen: choice.tool === id,
    run: () => take(id),
  }));
  return (
    <Menu label={t("board.shapes")} groups={[{ entries }]} placement="bottom">
      <AriaButton
        className={`btn ic bare m${shape ? " chosen" : ""}`}
        aria-label={shape ? t(`board.shape_is_${shape}`) : t("board.shapes")}
      >
        {ICONS[shape ?? "rectangle"]}
        <span className="board-more" aria-hidden="true" />
      </AriaButton>
    </Menu>
  );
}

function Colours({ choice, choose }: Omit<Props, "stand">) {
  const entries = COLOURS.map((colour) => ({
    id: colour,
    label: t(`board.colour_${colour}`),
    icon: <span className="board-swatch" style={{ background: INKS[colour] }} aria-hidden="true" />,
    chosen: choice.colour === colour,
    run: () => choose({ ...choice, colour }),
  }));
  return (
    <Menu label={t("board.colours")} groups={[{ entries }]} placement="bottom">
      <AriaButton className="btn ic bare m" aria-label={t(`board.colour_is_${choice.colour}`)}>
        <span className="board-swatch" style={{ background: INKS[choice.colour] }} aria-hidden="true" />
        <span className="board-more" aria-hidden="true" />
      </AriaButton>
    </Menu>
  );
}

function Widths({ choice, choose }: Omit<Props, "stand">) {
  const dot = (thickness: Choice["thickness"]) => (
    <span className="board-dot" aria-hidden="true">
      <i style={{ width: DOTS[thickness], height: DOTS[thickness] }} />
    </span>
  );
  const entries = THICKNESSES.map((thickness) => ({
    id: thickness,
    label: t(`board.width_${thickness}`),
    icon: dot(thickness),
    chosen: choice.thickness === thickness,
    run: () => choose({ ...choice, thickness }),
  }));
  return (
    <Menu label={t("board.widths")} groups={[{ entries }]} placement="bottom">
      <AriaButton className="btn ic bare m" aria-label={t(`board.width_is_${choice.thickness}`)}>
        {dot(choice.thickness)}
        <span className="board-more" aria-hidden="true" />
      </AriaButton>
    </Menu>
  );
}
