// What the editor shows over the words: who wrote them when that is asked for, where others write, what to begin with.
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { relativePositionToAbsolutePosition, ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";
import { decoded } from "../../core/notebook/letters";
import { stretches } from "../../core/notebook/stretches";
import { locale } from "../../texts";

export interface Caret {
  person: string;
  anchor: string;
  head: string;
}
export interface Shown {
  /** null: nobody asked who wrote what. */
  owners: ReadonlyMap<number, string> | null;
  carets: readonly Caret[];
  nameOf: (person: string) => string;
  hueOf: (person: string) => number;
  hint: string;
}

export const shownKey = new PluginKey<Shown>("shown");

interface Bound {
  type: Y.XmlFragment;
  doc: Y.Doc;
  binding: { mapping: Parameters<typeof relativePositionToAbsolutePosition>[3] } | null;
}
export const boundOf = (state: EditorState): Bound | undefined => ySyncPluginKey.getState(state);

function element(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  made.contentEditable = "false";
  return made;
}

const listed = (names: string[]): string => new Intl.ListFormat(locale(), { style: "narrow" }).format(names);

function written(state: EditorState, { nameOf, hueOf }: Shown, owners: ReadonlyMap<number, string>) {
  const bound = boundOf(state);
  if (!bound) return [];
  const found: Decoration[] = [];
  const size = state.doc.content.size;
  const mine = stretches(bound.type).filter(({ to }) => to <= size);
  for (const { from, to, client } of mine) {
    const person = owners.get(client);
    if (person)
      found.push(Decoration.inline(from, to, { class: `by by-${hueOf(person)}`, title: nameOf(person) }));
  }
  state.doc.descendants((node, at) => {
    if (!node.isTextblock || node.content.size === 0) return;
    const end = at + 1 + node.content.size;
    const people = new Set(
      mine.filter((one) => one.from < end && one.to > at).map((one) => owners.get(one.client) ?? ""),
    );
    const names = listed([...people].filter(Boolean).map(nameOf));
    if (names)
      found.push(
        Decoration.widget(end, () => element("span", "by-names", names), {
          side: 20,
          key: `by-${end}-${names}`,
        }),
      );
  });
  return found;
}

function placeOf(bound: Bound, coded: string): number | null {
  try {
    const relative = Y.decodeRelativePosition(decoded(coded));
    return relativePositionToAbsolutePosition(bound.doc, bound.type, relative, bound.binding!.mapping);
  } catch {
    return null; // it speaks of words that are not here yet
  }
}

function pointed(state: EditorState, { carets, nameOf, hueOf }: Shown): Decoration[] {
  const bound = boundOf(state);
  if (!bound?.binding) return [];
  const size = state.doc.content.size;
  return carets.flatMap(({ person, anchor, head }) => {
    const [from, to] = [placeOf(bound, anchor), placeOf(bound, head)];
    if (from === null || to === null || from > size || to > size) return [];
    const hue = hueOf(person);
    const at = Decoration.widget(to, () => element("span", `caret by-${hue}`, nameOf(person)), {
      side: 10,
      key: `${person}-${hue}`,
    });
    if (from === to) return [at];
    return [at, Decoration.inline(Math.min(from, to), Math.max(from, to), { class: `chosen by-${hue}` })];
  });
}

function hinted({ doc }: EditorState, hint: string): Decoration[] {
  const only = doc.childCount === 1 && doc.firstChild?.isTextblock && doc.firstChild.content.size === 0;
  return only && hint ? [Decoration.node(0, doc.content.size, { class: "hinted", "data-hint": hint })] : [];
}

export function shown(first: Shown): Plugin<Shown> {
  return new Plugin<Shown>({
    key: shownKey,
    state: { init: () => first, apply: (change, before) => change.getMeta(shownKey) ?? before },
    props: {
      decorations(state) {
        const now = shownKey.getState(state);
        if (!now) return null;
        const all = [...hinted(state, now.hint), ...pointed(state, now)];
        if (now.owners) all.push(...written(state, now, now.owners));
        return DecorationSet.create(state.doc, all);
      },
    },
  });
}
