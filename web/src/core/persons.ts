// What the school keeps of a person: told, to take away, and removed for ever.
import { language } from "../texts";
import { type ErrorBody, get, post } from "./api";

/** Figures in the order in which they are told. */
export const FIGURES = [
  "minutes",
  "messages",
  "questions",
  "comments",
  "answers",
  "written_answers",
  "reactions",
  "drawings",
  "notes",
  "lines",
  "files",
  "voice",
  "camera",
  "screen",
  "tracks",
] as const;
export type Figure = (typeof FIGURES)[number];
export type Counts = Partial<Record<Figure | "file_bytes" | "bytes", number>>;
export const KEPT = ["others_words", "structure", "material", "others_tracks", "saved", "backups"] as const;
export const WAITS = ["class_runs", "class_busy", "disk_full", "broken"] as const;

export interface Report {
  classes: { class: string; title: string; opened_at: number | null; counts: Counts; recorded: Counts }[];
  totals: Counts;
  /** Why they cannot be removed now. */
  refused: ErrorBody | null;
}
export interface Person {
  person: string;
  name: string;
  account: boolean;
  classes: number;
}
export interface Erasure {
  erasure: string;
  /** Opens what came of it: whoever was removed has no other any more. */
  key: string;
  state: "waiting" | "working" | "done" | "failed";
  reason: string;
  classes: number;
  done: number;
}

const came = ({ erasure, key }: Erasure, form: "json" | "md") =>
  `/erasures/${erasure}.${form}?key=${encodeURIComponent(key)}&language=${language()}`;

/** `person` "me" is whoever asks. */
export const personsApi = {
  find: (words: string) =>
    get<{ people: Person[]; more: boolean }>(`/persons?find=${encodeURIComponent(words)}`),
  report: (person: string) => get<Report & { name: string }>(`/persons/${person}/report`),
  erase: (person: string, name: string) => post<Erasure>(`/persons/${person}/erasure`, { name }),
  state: (erasure: Erasure) => get<Erasure>(came(erasure, "json")),
  archive: (person: string) => `/api/v1/persons/${person}/export.zip?language=${language()}`,
  paper: (erasure: Erasure) => `/api/v1${came(erasure, "md")}`,
};
