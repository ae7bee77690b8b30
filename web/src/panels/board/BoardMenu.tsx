// What everybody can do with a board, and those who lead besides: see, save, read, let others draw, clear.
import { Ellipsis, FileImage, List, Maximize2, PenLine, Shapes, Trash2, ZoomIn, ZoomOut } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { Menu, type MenuEntry } from "../../ui/Menu";
import type { BoardProps } from "./Board";
import { savePng, saveSvg } from "./save";
import type { Stand } from "./stand";

interface Props {
  stand: Stand;
  props: BoardProps;
  openList: () => void;
}

function view(stand: Stand): MenuEntry[] {
  if (stand.options.page) return [];
  return [
    { id: "fit", label: "Show everything", icon: <Maximize2 className="i s" />, run: stand.fitAll },
    { id: "near", label: "Nearer", icon: <ZoomIn className="i s" />, run: () => stand.zoom(1.25) },
    { id: "far", label: "Farther", icon: <ZoomOut className="i s" />, run: () => stand.zoom(1 / 1.25) },
  ];
}

function leading(stand: Stand, { allowed, act, tell, drawing, late }: BoardProps): MenuEntry[] {
  const entries: MenuEntry[] = [];
  const say = async (change: Parameters<BoardProps["act"]>[0]) => {
    const outcome = await act(change);
    if (!outcome.ok) tell(`${outcome.error.message} ${outcome.error.next}`);
  };
  if (typeof allowed === "boolean")
    entries.push({
      id: "allow",
      label: "Students may draw",
      icon: <PenLine className="i s" />,
      chosen: allowed,
      run: () => void say({ do: "SetRight", right: "draw", allowed: !allowed, person: null }),
    });
  if (stand.options.leads && drawing && !late)
    entries.push({
      id: "clear",
      label: "Clear this page",
      icon: <Trash2 className="i s" />,
      danger: true,
      run: () => stand.easel.clear(),
    });
  return entries;
}

export function BoardMenu({ stand, props, openList }: Props) {
  const { name, tell } = props;
  const below = stand.below;
  const save = (how: typeof savePng) => () =>
    void how(stand, name, below).catch(() => tell("It could not be saved. Try again."));
  const keep: MenuEntry[] = [
    { id: "list", label: "As a list", icon: <List className="i s" />, run: openList },
    { id: "png", label: "Save as picture (PNG)", icon: <FileImage className="i s" />, run: save(savePng) },
    { id: "svg", label: "Save as drawing (SVG)", icon: <Shapes className="i s" />, run: save(saveSvg) },
  ];
  const groups = [{ entries: view(stand) }, { entries: keep }, { entries: leading(stand, props) }];
  return (
    <Menu label="Board" groups={groups} placement="top end">
      <AriaButton className="btn ic m" aria-label="Board menu">
        <Ellipsis className="i" aria-hidden="true" />
      </AriaButton>
    </Menu>
  );
}
