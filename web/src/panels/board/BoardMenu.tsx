// What everybody can do with a board, and those who lead besides: see, save, read, let others draw, clear.
import { Ellipsis, FileImage, List, Maximize2, PenLine, Shapes, Trash2, ZoomIn, ZoomOut } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { t } from "../../texts";
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
    { id: "fit", label: t("board.show_everything"), icon: <Maximize2 className="i s" />, run: stand.fitAll },
    { id: "near", label: t("board.nearer"), icon: <ZoomIn className="i s" />, run: () => stand.zoom(1.25) },
    {
      id: "far",
      label: t("board.farther"),
      icon: <ZoomOut className="i s" />,
      run: () => stand.zoom(1 / 1.25),
    },
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
      label: t("board.students_may_draw"),
      icon: <PenLine className="i s" />,
      chosen: allowed,
      run: () => void say({ do: "SetRight", right: "draw", allowed: !allowed, person: null }),
    });
  if (stand.options.leads && drawing && !late)
    entries.push({
      id: "clear",
      label: t("board.clear_page"),
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
    void how(stand, name, below).catch(() => tell(t("board.not_saved")));
  const keep: MenuEntry[] = [
    { id: "list", label: t("board.as_list"), icon: <List className="i s" />, run: openList },
    { id: "png", label: t("board.save_png"), icon: <FileImage className="i s" />, run: save(savePng) },
    { id: "svg", label: t("board.save_svg"), icon: <Shapes className="i s" />, run: save(saveSvg) },
  ];
  const groups = [{ entries: view(stand) }, { entries: keep }, { entries: leading(stand, props) }];
  return (
    <Menu label={t("board.board")} groups={groups} placement="top end">
      <AriaButton className="btn ic m" aria-label={t("board.menu")}>
        <Ellipsis className="i" aria-hidden="true" />
      </AriaButton>
    </Menu>
  );
}
