// Drafts: a lecture is recorded alone or discarded. A recording that was made elsewhere is sent piece by piece: after a break it goes on where the server stopped hearing.
import { ApiError, ask, type ErrorBody } from "./api";

export interface Importing {
  state: "coming" | "waiting" | "working" | "done" | "failed";
  size: number;
  received: number;
  /** The file's name. */
  name: string;
  /** Class ms that are made, of how many; 0 while that is not known. */
  done: number;
  of: number;
  error: ErrorBody | null;
  remarks: Remark[];
}
/** What had to be mended or left out, and how many of it; of `short` how many ms. */
export interface Remark {
  code:
    | "short"
    | "no_lines"
    | "lines_beyond"
    | "lines_mended"
    | "lines_unread"
    | "private_left_out"
    | "no_messages"
    | "chat_by_day"
    | "messages_at_end";
  count: number;
}

export interface Begun {
  course: string;
  title: string;
  speaker: string;
}

const PIECE = 8 << 20;
const AGAIN_MS = 3_000;
const TRIES = 20;

const json = async <T>(path: string, options: RequestInit = {}, token?: string): Promise<T> =>
  (await ask(path, options, token)).json() as Promise<T>;

const JSON_BODY = { "Content-Type": "application/json" };

export const draftsApi = {
  /** A lecture that one records by oneself. */
  record: (course: string, title: string) =>
    json<{ id: string; join: { instructor: string } }>("/classes", {
      method: "POST",
      headers: JSON_BODY,
      body: JSON.stringify({ course, title, alone: true }),
    }),
  discard: (id: string, token?: string) => ask(`/classes/${id}`, { method: "DELETE" }, token),
};

export const importsApi = {
  begin: ({ course, title, speaker }: Begun, file: File) =>
    json<{ id: string }>(`/courses/${course}/imports`, {
      method: "POST",
      headers: JSON_BODY,
      body: JSON.stringify({ title, speaker, size: file.size, name: file.name }),
    }),
  state: (id: string, token?: string) => json<Importing>(`/classes/${id}/import`, {}, token),
  words: (id: string, what: "transcript" | "chat", file: File) =>
    ask(`/classes/${id}/import/${what}`, { method: "PUT", body: file }),
  start: (id: string) => json<Importing>(`/classes/${id}/import`, { method: "POST" }),
  piece: (id: string, from: number, part: Blob) =>
    json<{ received: number }>(`/classes/${id}/import/recording?from=${from}`, { method: "PUT", body: part }),
};

/** Whether to try once more: the line, or the server for a moment, was at fault. */
const passes = (problem: unknown): boolean =>
  problem instanceof ApiError &&
  (problem.fault === "server" || problem.code === "not_so_far" || problem.code === "too_fast");

const rest = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Sends what has not come yet, unless it is `stopped`; `told` hears from 0 to 1. Ends with an error that a person must mend; true: all has come. */
export async function send(
  id: string,
  file: File,
  told: (part: number) => void,
  stopped: () => boolean,
  api: Pick<typeof importsApi, "state" | "piece"> = importsApi,
  wait: (ms: number) => Promise<unknown> = rest,
): Promise<boolean> {
  let tries = 0;
  let received = (await api.state(id)).received;
  while (received < file.size) {
    if (stopped()) return false;
    told(received / file.size);
    try {
      received = (await api.piece(id, received, file.slice(received, received + PIECE))).received;
      tries = 0;
    } catch (problem) {
      tries += 1;
      if (!passes(problem) || tries > TRIES) throw problem;
      await wait(AGAIN_MS);
      received = await api.state(id).then(
        (now) => now.received,
        () => received,
      );
    }
  }
  told(1);
  return true;
}
