// Looks for words in what was said, shown and written in classes.
import { ask } from "./api";

/** Something found in a class; every second piece of its text is what was sought. */
export interface Hit {
  kind: "said" | "message" | "slide" | "speaker_note" | "note" | "poll" | "task" | "question" | "comment";
  key: string;
  at: number;
  person: string | null;
  name: string | null;
  text: string[];
}
export interface FoundClass {
  id: string;
  course: string;
  title: string;
  opened_at: number | null;
  playback: string;
  hits: Hit[];
  /** There is more than is told. */
  more: boolean;
}

async function found<T>(path: string, token?: string): Promise<T> {
  return (await ask(path, {}, token)).json() as Promise<T>;
}

/** What this reader may see of their classes, or of those of one course, that holds these words. */
export const search = (words: string, course?: string) =>
  found<{ classes: FoundClass[] }>(
    `/search?q=${encodeURIComponent(words)}${course ? `&course=${encodeURIComponent(course)}` : ""}`,
  );

export const searchClass = (id: string, words: string, token?: string) =>
  found<{ course: string; classes: FoundClass[] }>(
    `/classes/${id}/search?q=${encodeURIComponent(words)}`,
    token,
  );
