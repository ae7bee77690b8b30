// Who wrote what: stretches of letters by the client that brought them, at the places where the editor shows them.
import * as Y from "yjs";

export interface Stretch {
  from: number;
  to: number;
  client: number;
}

/** What takes one place and has no inside. */
const LEAF = "hard_break";

export function stretches(page: Y.XmlFragment): Stretch[] {
  const found: Stretch[] = [];
  walk(page, 0, found);
  return found;
}

function walk(parent: Y.XmlFragment, start: number, found: Stretch[]): number {
  let at = start;
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) at = letters(child, at, found);
    else if (child instanceof Y.XmlElement)
      at = child.nodeName === LEAF ? at + 1 : walk(child, at + 1, found) + 1;
  }
  return at;
}

function letters(text: Y.XmlText, start: number, found: Stretch[]): number {
  let at = start;
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const last = found[found.length - 1];
    const to = at + item.length;
    if (last && last.to === at && last.client === item.id.client) last.to = to;
    else found.push({ from: at, to, client: item.id.client });
    at = to;
  }
  return at;
}
