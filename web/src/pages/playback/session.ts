// Who plays this class: a person known here, somebody signed in, or a visitor with a link who gives a name.
import { useCallback, useEffect, useState } from "react";
import { ApiError, api, personToken, type Ticket, type TimelineAnswer } from "../../core/api";

export type Session =
  | { state: "looking" }
  | { state: "name"; ticket: Ticket }
  | { state: "open"; first: TimelineAnswer; token: string | undefined }
  | { state: "closed"; error: ApiError };

const refused = (problem: ApiError) => problem.status === 401 || problem.status === 403;

/** Tries the person token of this class, then the session cookie, then asks for a name if the link allows. */
async function find(classId: string, ticket: string | null): Promise<Session> {
  const token = personToken.read(classId) ?? undefined;
  let last: ApiError | null = null;
  for (const one of token ? [token, undefined] : [undefined]) {
    try {
      return { state: "open", first: await api.timeline(classId, 0, one), token: one };
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      last = problem;
      if (!refused(problem)) return { state: "closed", error: problem };
      if (one) personToken.forget(classId);
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
