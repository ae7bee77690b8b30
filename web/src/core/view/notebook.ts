// The notes that a class writes together: for each place the changes so far, which the panel makes a document of.
import type { Entry, NotebookAuthor } from "../../wire";

/** One change and all before it: a chain that later moments grow and never change. */
export interface NotebookChange {
  seq: number;
  by: string | null;
  /** A Yjs update in base64. */
  update: string;
  /** Whose its clients are, when it holds the words of several people. */
  authors: readonly NotebookAuthor[];
  before: NotebookChange | null;
}
export interface NotebookPlace {
  newest: NotebookChange;
  /** The name of a group whose notes came back to the main room. */
  name: string | null;
}
export interface NotebookView {
  /** By place: "everyone", or "group:ID". */
  places: ReadonlyMap<string, NotebookPlace>;
}

export const noNotebook: NotebookView = { places: new Map() };

function grown(
  notebook: NotebookView,
  place: string,
  change: Omit<NotebookChange, "before">,
  name: string | null,
): NotebookView {
  const known = notebook.places.get(place);
  const newest = { ...change, before: known?.newest ?? null };
  return { places: new Map(notebook.places).set(place, { newest, name: name ?? known?.name ?? null }) };
}

export function foldNotebook(notebook: NotebookView, { seq, by, to, event }: Entry): NotebookView {
  switch (event.type) {
    case "NotebookWritten":
      return grown(notebook, to, { seq, by, update: event.update, authors: [] }, null);
    case "NotebookReturned": {
      const { group, name, update, authors } = event;
      return grown(notebook, `group:${group}`, { seq, by, update, authors }, name);
    }
    default:
      return notebook;
  }
}
