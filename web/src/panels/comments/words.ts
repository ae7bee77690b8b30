// How a comment is told in words: by whom, and what it says in one line.
import type { CommentView } from "../../core/view/notes";
import { t } from "../../texts";
import { nameOf, type PanelProps } from "../props";

/** Who wrote it, as far as this reader may know. */
export function writerOf(
  one: Pick<CommentView, "anonymous" | "by">,
  people: PanelProps["people"],
  me: string,
): string {
  if (!one.anonymous) return nameOf(people, one.by);
  if (one.by === null) return t("comments.without_name");
  if (one.by === me) return t("comments.you_without_name");
  return t("comments.named_without_name", { name: nameOf(people, one.by) });
}

/** What it says in one line: its text, else what was heard in it. */
export function wordsOf({ text, note, transcript }: CommentView): string {
  if (text || note === null) return text;
  return transcript || t(note.width ? "comments.camera_note" : "comments.voice_note");
}
