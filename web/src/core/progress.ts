// How far somebody is in a class, and what waits for those who lead: as the school tells it.
import type { Terms } from "../wire";
import { ask } from "./api";
import type { Passage, Seen } from "./playback/watching";

/** How far one person is by the class's rule. */
export interface Done {
  /** Seen, there or later, in percent, and how much is asked for. */
  share: number;
  needed: number;
  /** Class ms that must still be seen, and that there are. */
  left: number;
  whole: number;
  /** Polls that still want an answer. */
  polls: string[];
  posts: number;
  posts_needed: number;
  /** Tasks that count: which are still to be done, and how many are. */
  tasks: string[];
  tasks_done: number;
  complete: boolean;
  how: "live" | "later" | null;
  /** Unix ms, null without an end. */
  closes_at: number | null;
  extended: boolean;
}
export interface Mine extends Done {
  /** Where to go on, class ms. */
  at: number;
  spans: Passage[];
  unseen: Passage[];
}
/** How often each piece of the class was watched again; by nobody's name, and empty where too few watched. */
export interface Rewatched {
  /** How long a piece is, class ms. */
  step: number;
  times: readonly number[];
}
export interface Student extends Done {
  person: string;
  name: string;
}
export interface Everybody {
  terms: Terms;
  closes_at: number | null;
  people: Student[];
}
/** A question that waits, with the class it belongs to. */
export interface WaitingQuestion {
  class: string;
  title: string;
  promise: number | null;
  question: string;
  name: string;
  anonymous: boolean;
  text: string;
  late: boolean;
  at: number;
  wrote: number;
  votes: number;
}
/** Works for a task that nobody has looked at, with the class it belongs to: how many, and whose has waited longest. */
export interface WaitingWorks {
  class: string;
  title: string;
  task: string;
  /** What the task is called. */
  text: string;
  at: number;
  count: number;
  name: string;
  wrote: number;
}
export interface ClassStanding {
  class: string;
  title: string;
  ended_at: number | null;
  closes_at: number | null;
  students: number;
  live: number;
  later: number;
  begun: number;
  not_begun?: { person: string; name: string }[];
}
export interface Waiting {
  questions: WaitingQuestion[];
  works: WaitingWorks[];
  open: ClassStanding[];
  recent: ClassStanding[];
}

const send = (method: string, body: unknown, keepalive = false): RequestInit => ({
  method,
  keepalive,
  body: JSON.stringify(body),
  headers: { "Content-Type": "application/json" },
});

export const progressApi = {
  mine: async (id: string, token?: string): Promise<Mine> =>
    (await ask(`/classes/${id}/progress`, {}, token)).json(),
  /** `last`: the page is being closed. */
  watched: async (id: string, seen: Seen, at: number, token?: string, last = false): Promise<Mine> =>
    (await ask(`/classes/${id}/watched`, send("POST", { ...seen, at }, last), token)).json(),
  /** What was played from a kept copy, out of reach of the school. */
  watchedOffline: async (id: string, seen: Seen, at: number, token?: string): Promise<Mine> =>
    (await ask(`/classes/${id}/watched`, send("POST", { ...seen, at, offline: true }), token)).json(),
  rewatched: async (id: string, token?: string): Promise<Rewatched> =>
    (await ask(`/classes/${id}/rewatched`, {}, token)).json(),
  everybody: async (id: string, token?: string): Promise<Everybody> =>
    (await ask(`/classes/${id}/progress.json`, {}, token)).json(),
  waiting: async (): Promise<Waiting> => (await ask("/desk/waiting")).json(),
  terms: async (course: string): Promise<Terms> =>
    (await (await ask(`/courses/${course}/terms`)).json()).terms,
  setTerms: async (course: string, terms: Terms): Promise<void> => {
    await ask(`/courses/${course}/terms`, send("PUT", { terms }));
  },
};
