// The class behind a ticket, asked again and again so that the lobby notices when it begins or ends.
import { useCallback, useEffect, useState } from "react";
import { ApiError, api, type Ticket } from "../../core/api";

interface Found {
  ticket: Ticket | null;
  error: ApiError | null;
  again: () => void;
}

const EVERY = 4_000;
const WAITING = 1_500;

/** `eager` asks more often: somebody waits at the door. */
export function useTicket(code: string, eager: boolean): Found {
  const [ticket, setTicket] = useState<Ticket | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a round is one more asking
  useEffect(() => {
    let here = true;
    let timer = 0;
    const next = (after: number) => {
      if (here) timer = window.setTimeout(() => setRound((before) => before + 1), after);
    };
    api
      .ticket(code)
      .then((found) => {
        if (!here) return;
        setTicket((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found));
        setError(null);
        if (found.class.state !== "ended") next(eager ? WAITING : EVERY);
      })
      .catch((problem: unknown) => {
        if (!here || !(problem instanceof ApiError)) return;
        setError(problem);
        if (problem.fault === "server") next(EVERY);
      });
    return () => {
      here = false;
      window.clearTimeout(timer);
    };
  }, [code, eager, round]);

  return { ticket, error, again: useCallback(() => setRound((before) => before + 1), []) };
}
