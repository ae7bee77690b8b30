// A line that is begun has a place for its words at once: two who begin to write in it then write into the same one.
// Else each would make a place of their own, and the editor, which shows one text a line, would write one into the other.
import * as Y from "yjs";

const LINES = new Set(["paragraph", "heading", "code_block"]);

function blank(type: unknown): Y.XmlElement[] {
  if (!(type instanceof Y.XmlFragment)) return [];
  return type.toArray().flatMap((child) => {
    if (!(child instanceof Y.XmlElement)) return [];
    if (!LINES.has(child.nodeName)) return blank(child);
    return child.length === 0 ? [child] : [];
  });
}

/** Give every empty line that a change made a place for words, as part of the same change. */
export function openLines(change: Y.Transaction): void {
  const lines = new Set([...change.changed.keys()].flatMap(blank));
  if (lines.size === 0) return;
  change.doc.transact(() => {
    for (const line of lines) line.insert(0, [new Y.XmlText()]);
  }, change.origin);
}
