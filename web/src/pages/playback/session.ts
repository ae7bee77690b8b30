// Who plays this class: a person known here, somebody signed in, or a visitor with a link who gives a name.
import { useCallback, useEffect, useState } from "react";
import { ApiError, api, personToken, type Ticket, type TimelineAnswer } from "../../core/api";
import { isHere } from "../../core/offline/owner";
import { reachState } from "../../core/offline/reach";

export type Session =
  | { state: "looking" }
  | { state: "name"; ticket: Ticket }
  | { state: "open"; first: TimelineAnswer; token: string | undefined }
  | { state: "closed"; error: ApiError };

const refused = (problem: ApiError) => problem.status === 401 || problem.status === 403;

type Opened = Extract<Session, { state: "open" | "closed" }>;
async function open(classId: string, token: string | undefined): Promise<Opened> {
  try {
    const first = await api.timeline(classId, 0, token);
    if (token === undefined && first.me.person && reachState.get() === null) void isHere(first.me.person);
    return { state: "open", first, token };
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    return { state: "closed", error: problem };
  }
}

/** Whoever is signed in is asked for only if that can be answered: with a link, the link says whether they were here. */
async function bySession(classId: string, ticket: Ticket | null): Promise<Opened | null> {
  return ticket === null || ticket.signed_in?.member ? open(classId, undefined) : null;
}

/** This window's person first, then whoever is signed in, then the person this browser knows; else a name is asked for. */
async function find(classId: string, code: string | null): Promise<Session> {
  const name = `amphi.person.${classId}`;
  const [own, known] = [sessionStorage.getItem(name), localStorage.getItem(name)];
  let last: Opened | null = own === null ? null : await open(classId, own);
  const goesOn = () => last === null || (last.state === "closed" && refused(last.error));
  if (!goesOn()) return last as Opened;
  let ticket: Ticket | null = null;
  let wrong: ApiError | null = null;
  if (code !== null)
    try {
      ticket = await api.ticket(code);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      wrong = problem;
    }
  last = (await bySession(classId, ticket)) ?? last;
  // A link to look is no ticket: it opens the class as it is, without a name.
  if (goesOn() && code !== null && ticket === null) last = await open(classId, code);
  // Out of reach: what is kept here may be that person's whom this browser knows.
  const lost = last?.state === "closed" && last.error.status === 0;
  if ((goesOn() || lost) && known !== null && known !== own) {
    const kept = await open(classId, known);
    if (!lost || kept.state === "open") last = kept;
  }
  if (!goesOn()) return last as Opened;
  if (ticket !== null) return { state: "name", ticket };
  return last ?? { state: "closed", error: wrong as ApiError };
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
