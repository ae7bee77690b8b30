/** The class read whole: as it is edited, or for those who lead with what is cut out of it. */
import { ask, type TimelineAnswer } from "../api";
import type { Manifest } from "./manifest";

async function get<T>(path: string, token: string | undefined, asked: Record<string, string>): Promise<T> {
  const answer = await ask(`${path}?${new URLSearchParams(asked)}`, {}, token);
  return answer.json() as Promise<T>;
}

const wish = (uncut: boolean): Record<string, string> => (uncut ? { uncut: "1" } : {});

export const timelineFrom = (id: string, after: number, token: string | undefined, uncut: boolean) =>
  get<TimelineAnswer>(`/classes/${id}/timeline`, token, { after: String(after), ...wish(uncut) });

/** With `since`, fragments that ended before that class ms are left out. */
export const manifestFrom = (id: string, token: string | undefined, uncut: boolean, since?: number) =>
  get<Manifest>(`/classes/${id}/manifest`, token, {
    ...(since === undefined ? {} : { since: String(Math.floor(since)) }),
    ...wish(uncut),
  });
