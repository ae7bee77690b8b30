// The tools of whoever writes: one tab stop, arrows inside.
import {
  Bold,
  ChevronDown,
  Code,
  Italic,
  Link2,
  List,
  ListOrdered,
  Redo2,
  Underline,
  Undo2,
} from "lucide-react";
import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import type { MarkType, NodeType } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import type { Command, EditorState } from "prosemirror-state";
import type { ReactNode } from "react";
import { Button as AriaButton, Toolbar } from "react-aria-components";
import { redo, undo, yUndoPluginKey } from "y-prosemirror";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { Menu } from "../../ui/Menu";
import { marks, nodes } from "./schema";

const HEADINGS = [t("notebook.heading"), t("notebook.subheading"), t("notebook.small_heading")];

function hasMark({ selection, storedMarks, doc }: EditorState, type: MarkType): boolean {
  const { from, $from, to, empty } = selection;
  return empty ? Boolean(type.isInSet(storedMarks ?? $from.marks())) : doc.rangeHasMark(from, to, type);
}

function inside({ selection: { $from } }: EditorState, type: NodeType): boolean {
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type === type) return true;
  return false;
}

export function styleOf(state: EditorState): string {
  const { type, attrs } = state.selection.$from.parent;
  if (type === nodes.heading) return HEADINGS[Number(attrs.level) - 1] ?? t("notebook.text");
  if (type === nodes.code_block) return t("notebook.code_lines");
  return inside(state, nodes.blockquote) ? t("notebook.quote") : t("notebook.text");
}

interface Props {
  state: EditorState;
  run: (command: Command) => void;
  link: () => void;
}

export function Tools({ state, run, link }: Props) {
  const undoing = yUndoPluginKey.getState(state)?.undoManager;
  const mark = (type: MarkType, label: string, icon: ReactNode) => (
    <IconButton
      label={label}
      size="sm"
      aria-pressed={hasMark(state, type)}
      onPress={() => run(toggleMark(type))}
    >
      {icon}
    </IconButton>
  );
  const list = (type: NodeType, label: string, icon: ReactNode) => {
    const here = inside(state, type);
    return (
      <IconButton
        label={label}
        size="sm"
        aria-pressed={here}
        onPress={() => run(here ? liftListItem(nodes.list_item) : wrapInList(type))}
      >
        {icon}
      </IconButton>
    );
  };
  return (
    <Toolbar aria-label={t("notebook.formatting")} className="notebook-tools">
      <Styles state={state} run={run} />
      {mark(marks.strong, t("notebook.bold"), <Bold className="i" />)}
      {mark(marks.em, t("notebook.italic"), <Italic className="i" />)}
      {mark(marks.underline, t("notebook.underline"), <Underline className="i" />)}
      {mark(marks.code, t("notebook.code"), <Code className="i" />)}
      {list(nodes.bullet_list, t("notebook.bullets"), <List className="i" />)}
      {list(nodes.ordered_list, t("notebook.numbers"), <ListOrdered className="i" />)}
      <IconButton
        label={t("notebook.link")}
        size="sm"
        aria-pressed={hasMark(state, marks.link)}
        onPress={link}
      >
        <Link2 className="i" />
      </IconButton>
      <IconButton
        label={t("board.undo")}
        size="sm"
        isDisabled={!undoing?.undoStack.length}
        onPress={() => run((now) => undo(now))}
      >
        <Undo2 className="i" />
      </IconButton>
      <IconButton
        label={t("board.redo")}
        size="sm"
        isDisabled={!undoing?.redoStack.length}
        onPress={() => run((now) => redo(now))}
      >
        <Redo2 className="i" />
      </IconButton>
    </Toolbar>
  );
}

function Styles({ state, run }: Omit<Props, "link">) {
  const now = styleOf(state);
  const entry = (label: string, command: Command) => ({
    id: label,
    label,
    chosen: now === label,
    run: () => run(command),
  });
  const entries = [
    entry(t("notebook.text"), now === t("notebook.quote") ? lift : setBlockType(nodes.paragraph)),
    ...HEADINGS.map((label, at) => entry(label, setBlockType(nodes.heading, { level: at + 1 }))),
    entry(t("notebook.quote"), wrapIn(nodes.blockquote)),
    entry(t("notebook.code_lines"), setBlockType(nodes.code_block)),
  ];
  return (
    <Menu label={t("notebook.style")} groups={[{ entries }]} placement="bottom">
      <AriaButton className="btn bare sm notebook-style" aria-label={t("notebook.style_is", { style: now })}>
        <span className="clip">{now}</span>
        <ChevronDown className="i s" aria-hidden="true" />
      </AriaButton>
    </Menu>
  );
}
