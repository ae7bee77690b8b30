// Links to look at a class, and the list of what was done with it: as the school keeps them, for those who lead.
import { ask } from "./api";

export interface LookLink {
  link: string;
  label: string;
  by: string;
  /** Unix ms; null: never, or not yet. */
  made: number;
  until: number | null;
  ended: number | null;
  used: number | null;
  /** null once it opens nothing any more. */
  url: string | null;
}
export interface AuditLine {
  at: number;
  by_name: string;
  what: string;
  person_name: string;
  about: string;
}

async function told(classId: string, rest: string, token?: string, options: RequestInit = {}) {
  const answer = await ask(`/classes/${classId}/links${rest}`, options, token);
  return ((await answer.json()) as { links: LookLink[] }).links;
}

export const shownApi = {
  links: (id: string, token?: string) => told(id, "", token),
  make: (id: string, label: string, days: number | null, token?: string) =>
    told(id, "", token, {
      method: "POST",
      body: JSON.stringify(days === null ? { label } : { label, days }),
      headers: { "Content-Type": "application/json" },
    }),
  end: (id: string, link: string, token?: string) => told(id, `/${link}`, token, { method: "DELETE" }),
  audit: async (id: string, token?: string) =>
    ((await (await ask(`/classes/${id}/audit.json`, {}, token)).json()) as { lines: AuditLine[] }).lines,
};
