// The words themselves: an editor for whoever may write, and the same page to read for everybody else.
import { type Command, EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { absolutePositionToRelativePosition, ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import * as Y from "yjs";
import type { NotebookCopy } from "../../core/notebook/copy";
import { encoded } from "../../core/notebook/letters";
import { keys } from "./keys";
import { marks, schema } from "./schema";
import { boundOf, type Shown, shown, shownKey } from "./shown";
import { Tools } from "./Tools";
import "prosemirror-view/style/prosemirror.css";

const LinkDialog = lazy(() => import("./LinkDialog").then((one) => ({ default: one.LinkDialog })));

const MOST_PASTED = 20_000;
const CARET_MS = 400;

interface Props {
  copy: NotebookCopy;
  /** Reads well or poorly by the name of the place, too. */
  label: string;
  editable: boolean;
  over: Shown;
  /** Where one writes now; null: nowhere. */
  point: (ends: { anchor: string; head: string } | null) => void;
  tooMuch: () => void;
  children?: ReactNode;
}

/** The ends of what is chosen, in terms of the words around: they stay right when others write. */
function ends(state: EditorState): { anchor: string; head: string } | null {
  const bound = boundOf(state);
  if (!bound?.binding) return null;
  const { mapping } = bound.binding;
  const end = (at: number) =>
    encoded(Y.encodeRelativePosition(absolutePositionToRelativePosition(at, bound.type, mapping)));
  return { anchor: end(state.selection.anchor), head: end(state.selection.head) };
}

function useEditor(props: Props, openLink: () => void) {
  const { copy, editable, label, over } = props;
  const box = useRef<HTMLDivElement>(null);
  const made = useRef<EditorView | null>(null);
  const now = useRef(props);
  now.current = props;
  const link = useRef(openLink);
  link.current = openLink;
  const [state, setState] = useState<EditorState | null>(null);
  const { generation } = copy;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another generation is another document
  useEffect(() => {
    let waits: ReturnType<typeof setTimeout> | undefined;
    const point = (view: EditorView) => {
      clearTimeout(waits);
      waits = setTimeout(() => {
        const { copy: mine, editable: writes, point: tell } = now.current;
        if (writes && view.hasFocus() && !mine.unsent) tell(ends(view.state));
      }, CARET_MS);
    };
    const view = new EditorView(box.current, {
      state: EditorState.create({
        schema,
        plugins: [
          ySyncPlugin(copy.page),
          yUndoPlugin(),
          ...keys(() => link.current()),
          shown(now.current.over),
        ],
      }),
      editable: () => now.current.editable,
      attributes: () => ({
        role: now.current.editable ? "textbox" : "article",
        "aria-label": now.current.label,
        tabindex: "0",
        ...(now.current.editable ? { "aria-multiline": "true" } : {}),
      }),
      dispatchTransaction: function (this: EditorView, change) {
        this.updateState(this.state.apply(change));
        setState(this.state);
        if (change.selectionSet || change.docChanged) point(this);
      },
      handlePaste: (_view, _event, slice) => {
        if (slice.size <= MOST_PASTED) return false;
        now.current.tooMuch();
        return true;
      },
      handleDOMEvents: {
        blur: () => {
          now.current.point(null);
          return false;
        },
        click: (_view, event) => {
          const anchor = (event.target as HTMLElement).closest("a");
          if (!anchor || !now.current.editable || !(event.ctrlKey || event.metaKey)) return false;
          window.open(anchor.href, "_blank", "noopener");
          return true;
        },
      },
    });
    made.current = view;
    setState(view.state);
    const saved = copy.subscribe(() => point(view));
    return () => {
      clearTimeout(waits);
      saved();
      made.current = null;
      view.destroy();
    };
  }, [copy, generation]);
  useEffect(() => {
    const view = made.current;
    if (view) view.dispatch(view.state.tr.setMeta(shownKey, over));
  }, [over]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor asks for them when it is told to look again
  useEffect(() => made.current?.setProps({}), [editable, label]);
  const run = (command: Command) => {
    const view = made.current;
    if (!view) return;
    command(view.state, view.dispatch, view);
    view.focus();
  };
  return { box, state, run };
}

export function Editor(props: Props) {
  const [link, setLink] = useState<string | null>(null);
  const { box, state, run } = useEditor(props, () => open());
  const open = () => {
    if (!state) return;
    const { $from, to } = state.selection;
    const found = marks.link.isInSet($from.marks()) ?? marks.link.isInSet(state.doc.resolve(to).marks());
    setLink(found ? String(found.attrs.href) : "");
  };
  const set = (href: string | null) => {
    setLink(null);
    run(linked(href));
  };
  return (
    <>
      {props.editable && state && <Tools state={state} run={run} link={open} />}
      {props.children}
      <div ref={box} className="notebook-page" />
      <Suspense>
        {link !== null && <LinkDialog before={link} set={set} close={() => setLink(null)} />}
      </Suspense>
    </>
  );
}

/** Makes a link of what is chosen, or of the link around the caret; without either the address itself is written. */
function linked(href: string | null): Command {
  return (state, dispatch) => {
    const { selection, doc } = state;
    let { from, to } = selection;
    const around = marks.link.isInSet(doc.resolve(from).marks());
    if (selection.empty && around) {
      const start = selection.$from.start();
      selection.$from.parent.forEach((node, offset) => {
        const at = start + offset;
        if (around.isInSet(node.marks) && at <= selection.from && at + node.nodeSize >= selection.from)
          [from, to] = [at, at + node.nodeSize];
      });
    }
    if (from !== to) {
      const change = state.tr.removeMark(from, to, marks.link);
      dispatch?.(href ? change.addMark(from, to, marks.link.create({ href })) : change);
      return true;
    }
    if (href)
      dispatch?.(state.tr.replaceSelectionWith(schema.text(href, [marks.link.create({ href })]), false));
    return true;
  };
}
