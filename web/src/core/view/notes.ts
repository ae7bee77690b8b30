// Comments pinned to a moment of the class.
import type { Entry } from "../../wire";
import type { NotesView } from "./types";

export const noNotes: NotesView = { comments: [] };

export function foldNotes(notes: NotesView, { at, wrote, by, to, event }: Entry): NotesView {
  switch (event.type) {
    case "CommentAdded": {
      const { comment, text, late } = event;
      return {
        comments: [...notes.comments, { comment, by: by ?? "", at, wrote, to, text, late, redacted: false }],
      };
    }
    case "CommentRedacted": {
      const blank = { text: "", redacted: true };
      return {
        comments: notes.comments.map((one) => (one.comment === event.comment ? { ...one, ...blank } : one)),
      };
    }
    default:
      return notes;
  }
}
