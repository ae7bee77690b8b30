// The school's HTTP interface as the pages use it: typed calls, one kind of error, one person token per class.
import { t } from "../texts";
import type { DoorChanged, Entry, Hidden, OpenPoll, Order, Role } from "../wire";
import { inOwnWords } from "./refusals";

/** Who may come in of those who do not lead. */
export type Door = DoorChanged["door"];
export type ClassState = "scheduled" | "live" | "ended";
export type Fault = "you" | "rule" | "server";
export interface ErrorBody {
  code: string;
  fault: Fault;
  message: string;
  next: string;
  /** What fills the gap in the message, and the most that is allowed, where there is one. */
  detail?: string;
  limit?: number;
}
/** A refusal or failure that can be shown as it is: what happened and what to do next. */
export class ApiError extends Error {
  readonly code: string;
  readonly fault: Fault;
  readonly next: string;
  readonly status: number;
  constructor(error: ErrorBody, status: number) {
    const { message, next } = inOwnWords(error);
    super(message);
    this.code = error.code;
    this.fault = error.fault;
    this.next = next;
    this.status = status;
  }
}

/** Nobody's fault but the moment's: the same may be asked again in a while. */
export const isBusy = (error: Pick<ErrorBody, "code" | "fault">): boolean =>
  error.fault === "server" || error.code === "too_fast";

/** Too many at once; any other trouble of the server is told in its own words. */
export const isCrowded = (code: string): boolean =>
  ["busy", "too_fast", "class_moved", "timeout"].includes(code);

export interface PersonCard {
  name: string;
  role: Role;
}
export type People = Record<string, PersonCard>;
export interface Me {
  person: string;
  role: Role;
  /** Does not belong to the class, and may only look. */
  looks?: boolean;
}
export interface TimelineAnswer {
  class: string;
  state: ClassState;
  title: string;
  course: string;
  me: Me;
  people: People;
  entries: (Entry | Hidden)[];
  last: number;
  now: number;
  opened_at: number | null;
}
/** What may be new to somebody in a class. */
type Unseen =
  | "new"
  | "held"
  | "again"
  | "feedback"
  | "answers"
  | "replies"
  | "votes"
  | "messages"
  | "drawings";
export interface DeskClass {
  id: string;
  title: string;
  course: string;
  state: ClassState;
  starts_at: number | null;
  opened_at: number | null;
  ended_at: number | null;
  duration: number | null;
  /** What the reader is in this class. */
  role: Role;
  join: { instructor?: string; student: string };
  playback: string;
  counts: Record<string, number>;
  /** Comments that are new to the reader, and those that wait for their approval; works that they are to do again, and
   * what was said to their works and is not read; answers to their questions, and what was written to them later; to
   * those who lead, what was done later and they have not looked at. */
  unseen: Record<Unseen, number>;
  transcript: string;
  /** Held for a room, recorded by one person alone, or brought from elsewhere. */
  kind?: "class" | "alone" | "import";
  /** For those who lead alone, until it is published. */
  draft?: boolean;
  /** Tasks that were given before the class has begun: how many, how many I have still to do, whether its beginning asks
   * for one of these, and for those who lead how many people have done all; null where none was. */
  before: { given: number; left: number; asked: boolean; ready: number } | null;
  /** Until when I can do something here, Unix ms; null without an end. */
  closes_at: number | null;
  /** How far I am; null where nothing is asked of me. */
  mine: {
    at: number;
    share: number;
    /** Class ms, polls, posts and tasks that are missing. */
    left: number;
    polls: number;
    posts: number;
    tasks: number;
    begun: boolean;
    complete: boolean;
    live: boolean;
  } | null;
}
export interface Desk {
  me: { name: string; [more: string]: unknown };
  courses: { id: string; title: string; mine?: boolean }[];
  classes: DeskClass[];
}
export interface Ticket {
  class: {
    id: string;
    title: string;
    course: string;
    state: ClassState;
    recorded: boolean;
    lobby: boolean;
    starts_at: number | null;
  };
  role: Role;
  /** `member`: was in this class before. */
  signed_in: { name: string; member: boolean } | null;
  /** What whoever comes in is told; empty where one must be let in. */
  welcome: string;
  /** How many are in the class now. */
  present: number;
}
export interface Joined {
  class: string;
  person: string;
  role: Role;
  name: string;
  token: string;
}
/** Groups of an earlier class, with the names that people had there. */
export interface EarlierGroup {
  group: string;
  name: string;
  people: { person: string; name: string }[];
}
/** Typed answers that are alike. */
export interface Answer {
  text: string;
  count: number;
  late_count: number;
}
export interface Tally {
  counts: number[];
  late_counts: number[];
  voters: number;
  late_voters: number;
  answers: Answer[];
}
/** A poll of a course's bank: what OpenPoll takes. */
export type Prepared = Required<Omit<OpenPoll, "do">>;

const ROOT = "/api/v1";
/** The network let something down: `message` says what. */
export const notThrough = (message: string): ErrorBody => ({
  code: "no_connection",
  fault: "server",
  message,
  next: t("core.check_network"),
});

async function failure(answer: Response): Promise<ApiError> {
  const body = await answer.json().catch(() => null);
  if (body?.error?.code) return new ApiError(body.error as ErrorBody, answer.status);
  const message = t("core.no_reason", { status: answer.status });
  return new ApiError(
    { code: "unknown", fault: "server", message, next: t("core.try_later") },
    answer.status,
  );
}

/** How the school is reached; where classes are kept, the player puts another way in its place (`offline/reach.ts`). */
export const way = {
  reach: (path: string, options: RequestInit, _token?: string): Promise<Response> =>
    fetch(ROOT + path, options),
};

/** Ask the server; `token` is a person token, without it the session cookie speaks. */
export async function ask(path: string, options: RequestInit = {}, token?: string): Promise<Response> {
  const headers = new Headers(options.headers);
  if (token) headers.set("Authorization", `Bearer ${token}`);
  const answer = await way.reach(path, { ...options, headers }, token).catch(() => {
    throw new ApiError(notThrough(t("core.no_server")), 0);
  });
  if (!answer.ok) throw await failure(answer);
  return answer;
}

export async function get<T>(path: string, token?: string): Promise<T> {
  return (await ask(path, {}, token)).json() as Promise<T>;
}

export async function post<T>(path: string, body: unknown, token?: string, method = "POST"): Promise<T> {
  const options = {
    method,
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json" },
  };
  return (await ask(path, options, token)).json() as Promise<T>;
}

export const api = {
  ticket: (ticket: string) => get<Ticket>(`/tickets/${encodeURIComponent(ticket)}`),
  join: (ticket: string, name: string) => post<Joined>("/join", { ticket, name }),
  /** What the server can forward, as `Device.load` wants it. */
  capabilities: () => get<{ rtpCapabilities: unknown }>("/capabilities"),
  timeline: (id: string, after: number, token?: string) =>
    get<TimelineAnswer>(`/classes/${id}/timeline?after=${after}`, token),
  tally: (id: string, poll: string, token?: string) =>
    get<Tally>(`/classes/${id}/polls/${poll}/tally`, token),
  command: (id: string, command: Order, token?: string) =>
    post<{ ok: true; seq?: number }>(`/classes/${id}/commands`, command, token),
};

/** Instructor and student windows of one browser stay apart: the token is kept per class and window first. */
export const personToken = {
  read: (id: string) =>
    sessionStorage.getItem(`amphi.person.${id}`) ?? localStorage.getItem(`amphi.person.${id}`),
  keep: (id: string, token: string) => {
    sessionStorage.setItem(`amphi.person.${id}`, token);
    localStorage.setItem(`amphi.person.${id}`, token);
  },
  forget: (id: string) => {
    sessionStorage.removeItem(`amphi.person.${id}`);
    localStorage.removeItem(`amphi.person.${id}`);
  },
};

/** A client-made id: letters, digits, - and _, at most 40. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  const text = btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
  return `${prefix}_${text}`;
}
