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
import { IconButton } from "../../ui/Button";
import { Menu } from "../../ui/Menu";
import { marks, nodes } from "./schema";

const WORDS = {
  tools: "Formatting",
  style: "Style",
  text: "Text",
  heading: ["Heading", "Subheading", "Small heading"],
  code: "Lines of code",
  quote: "Quote",
  bold: "Bold",
  italic: "Italic",
  underline: "Underline",
  short: "Code",
  bullets: "List",
  numbers: "Numbered list",
  link: "Link",
  undo: "Undo",
  redo: "Redo",
};

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
  if (type === nodes.heading) return WORDS.heading[Number(attrs.level) - 1] ?? WORDS.text;
  if (type === nodes.code_block) return WORDS.code;
  return inside(state, nodes.blockquote) ? WORDS.quote : WORDS.text;
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
    <Toolbar aria-label={WORDS.tools} className="notebook-tools">
      <Styles state={state} run={run} />
      {mark(marks.strong, WORDS.bold, <Bold className="i" />)}
      {mark(marks.em, WORDS.italic, <Italic className="i" />)}
      {mark(marks.underline, WORDS.underline, <Underline className="i" />)}
      {mark(marks.code, WORDS.short, <Code className="i" />)}
      {list(nodes.bullet_list, WORDS.bullets, <List className="i" />)}
      {list(nodes.ordered_list, WORDS.numbers, <ListOrdered className="i" />)}
      <IconButton label={WORDS.link} size="sm" aria-pressed={hasMark(state, marks.link)} onPress={link}>
        <Link2 className="i" />
      </IconButton>
      <IconButton
        label={WORDS.undo}
        size="sm"
        isDisabled={!undoing?.undoStack.length}
        onPress={() => run((now) => undo(now))}
      >
        <Undo2 className="i" />
      </IconButton>
      <IconButton
        label={WORDS.redo}
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
    entry(WORDS.text, now === WORDS.quote ? lift : setBlockType(nodes.paragraph)),
    ...WORDS.heading.map((label, at) => entry(label, setBlockType(nodes.heading, { level: at + 1 }))),
    entry(WORDS.quote, wrapIn(nodes.blockquote)),
    entry(WORDS.code, setBlockType(nodes.code_block)),
  ];
  return (
    <Menu label={WORDS.style} groups={[{ entries }]} placement="bottom">
      <AriaButton className="btn bare sm notebook-style" aria-label={`${WORDS.style}: ${now}`}>
        <span className="clip">{now}</span>
        <ChevronDown className="i s" aria-hidden="true" />
      </AriaButton>
    </Menu>
  );
}
