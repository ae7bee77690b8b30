// Who plays this class: a person known here, somebody signed in, or a visitor with a link who gives a name.
import { useCallback, useEffect, useState } from "react";
import { ApiError, api, personToken, type Ticket, type TimelineAnswer } from "../../core/api";

export type Session =
  | { state: "looking" }
  | { state: "name"; ticket: Ticket }
  | { state: "open"; first: TimelineAnswer; token: string | undefined }
  | { state: "closed"; error: ApiError };

const refused = (problem: ApiError) => problem.status === 401 || problem.status === 403;

/** This window's person first, then whoever is signed in, then the person this browser knows in the class. */
function keys(classId: string): (string | undefined)[] {
  const name = `amphi.person.${classId}`;
  const own = sessionStorage.getItem(name) ?? undefined;
  const known = localStorage.getItem(name) ?? undefined;
  return [...(own ? [own] : []), undefined, ...(known && known !== own ? [known] : [])];
}

/** Tries what is known of the reader, then asks for a name if the link allows. */
async function find(classId: string, ticket: string | null): Promise<Session> {
  let last: ApiError | null = null;
  for (const token of keys(classId)) {
    try {
      return { state: "open", first: await api.timeline(classId, 0, token), token };
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      last = problem;
      if (!refused(problem)) return { state: "closed", error: problem };
    }
  }
  if (ticket) {
    try {
      return { state: "name", ticket: await api.ticket(ticket) };
    } catch (problem) {
      if (problem instanceof ApiError) last = problem;
    }
  }
  return { state: "closed", error: last as ApiError };
}

export function useSession(classId: string, ticket: string | null) {
  const [session, setSession] = useState<Session>({ state: "looking" });
  const look = useCallback(() => {
    setSession({ state: "looking" });
    void find(classId, ticket).then(setSession);
  }, [classId, ticket]);
  useEffect(look, [look]);

  const enter = useCallback(
    async (name: string) => {
      const joined = await api.join(ticket ?? "", name);
      personToken.keep(joined.class, joined.token);
      setSession({
        state: "open",
        first: await api.timeline(joined.class, 0, joined.token),
        token: joined.token,
      });
    },
    [ticket],
  );
  return { session, enter, again: look };
}
