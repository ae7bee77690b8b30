// What the keyboard does in the notes; Tab goes on to the next control, lists are moved by Ctrl and brackets.
import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark } from "prosemirror-commands";
import { inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import type { Command, Plugin } from "prosemirror-state";
import { redo, undo } from "y-prosemirror";
import { LEVELS, marks, nodes } from "./schema";

const newLine: Command = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});

/** "# ", "- ", "1. ", "> " and "```" at the beginning of a line. */
const signs = (): Plugin =>
  inputRules({
    rules: [
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      wrappingInputRule(/^\s*([-+*])\s$/, nodes.bullet_list),
      wrappingInputRule(
        /^(\d{1,6})\.\s$/,
        nodes.ordered_list,
        (match) => ({ order: Number(match[1]) }),
        (match, node) => node.childCount + Number(node.attrs.order) === Number(match[1]),
      ),
      textblockTypeInputRule(/^```$/, nodes.code_block),
      textblockTypeInputRule(/^(#{1,3})\s$/, nodes.heading, (match) => ({ level: match[1]?.length ?? 1 })),
    ],
  });

export function keys(link: () => void): Plugin[] {
  const named: Record<string, Command> = {
    "Mod-z": (state) => undo(state),
    "Mod-y": (state) => redo(state),
    "Mod-Shift-z": (state) => redo(state),
    "Mod-b": toggleMark(marks.strong),
    "Mod-i": toggleMark(marks.em),
    "Mod-u": toggleMark(marks.underline),
    "Mod-e": toggleMark(marks.code),
    "Mod-k": () => {
      link();
      return true;
    },
    "Mod-Alt-0": setBlockType(nodes.paragraph),
    "Mod-]": sinkListItem(nodes.list_item),
    "Mod-[": liftListItem(nodes.list_item),
    Enter: splitListItem(nodes.list_item),
    "Shift-Enter": newLine,
  };
  for (const level of LEVELS) named[`Mod-Alt-${level}`] = setBlockType(nodes.heading, { level });
  return [signs(), keymap(named), keymap(baseKeymap)];
}
