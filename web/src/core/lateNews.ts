// What was done later in a class and its reader, who leads, has not looked at: as the school counts it.
import { ask } from "./api";

/** How many, and the moment (class ms) of the first. */
interface Counted {
  count: number;
  at: number | null;
}
export interface LateNews {
  /** Up to here it counts, and is said to be read. */
  up_to: number;
  polls: { poll: string; question: string; at: number; count: number }[];
  messages: Counted;
  drawings: Counted;
}

export const lateNews = async (id: string, token?: string): Promise<LateNews> =>
  (await ask(`/classes/${id}/late`, {}, token)).json();
