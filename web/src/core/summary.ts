// What a class was about and left to do, as the school drew it from the timeline: each thing with its moment.
import { ask } from "./api";

export interface Moment {
  /** Class ms. */
  at: number;
}
export interface ChapterDigest {
  start: number;
  end: number;
  terms: readonly string[];
  said: (Moment & { person: string; text: string }) | null;
}
export interface KeyTerm {
  term: string;
  moments: readonly number[];
  times: number;
  meaning: string;
}
export interface LinkShared extends Moment {
  url: string;
  person: string | null;
}
export interface FileShared extends Moment {
  file: string;
  name: string;
  size: number;
  person: string | null;
}
export interface QuestionAsked extends Moment {
  question: string;
  text: string;
  person: string | null;
  /** null while it is open, empty when it was given aloud. */
  answer: string | null;
  answered_at: number | null;
  votes: number;
}
export interface TaskSet extends Moment {
  kind: "task" | "poll" | "said" | "written" | "shown";
  text: string;
  person: string | null;
}
export interface Digest {
  chapters: readonly ChapterDigest[];
  terms: readonly KeyTerm[];
  links: readonly LinkShared[];
  files: readonly FileShared[];
  questions: readonly QuestionAsked[];
  tasks: readonly TaskSet[];
  /** So many comments or questions complete the class. */
  posts: number;
  /** The language model that may write a summary; told to those who lead, null without one. */
  model?: string | null;
}

export const getDigest = async (classId: string, token: string | undefined): Promise<Digest> =>
  (await ask(`/classes/${classId}/summary.json`, {}, token)).json();

/** What is left of it from a moment on. */
export function digestFrom(digest: Digest, from: number): Digest {
  const later = <T extends Moment>(all: readonly T[]) => all.filter((one) => one.at >= from);
  return {
    ...digest,
    terms: digest.terms.filter((one) => one.moments.some((at) => at >= from)),
    links: later(digest.links),
    files: later(digest.files),
    questions: later(digest.questions),
    tasks: later(digest.tasks),
  };
}

export const hasNothing = ({ terms, links, files, questions, tasks }: Digest): boolean =>
  [terms, links, files, questions, tasks].every((all) => all.length === 0);
