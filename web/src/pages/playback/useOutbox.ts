// What was written while the school was out of reach: kept, shown as pending, and sent when it answers again.
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { ApiError, type TimelineAnswer } from "../../core/api";
import { KEPT, type Outcome, type Pending } from "../../core/commands";
import { Outbox, type Waiting } from "../../core/offline/outbox";
import { reachState } from "../../core/offline/reach";
import { copyFor } from "../../core/offline/shelf";
import { t } from "../../texts";
import type { Order } from "../../wire";

const kept = () => ({
  code: KEPT,
  fault: "server" as const,
  message: t("offline.waits"),
  next: t("offline.waits_next"),
});

const asPending = ({ order, error }: Waiting): Pending => ({
  command: order,
  state: "failed",
  seq: null,
  error: error ?? kept(),
  since: 0,
});

/** The network let it down, and not what was asked. */
export const isLost = (problem: unknown): boolean =>
  problem instanceof ApiError &&
  (problem.status === 0 || (problem.code === "unknown" && problem.status > 500));

export function useOutbox(first: TimelineAnswer, token: string | undefined, refresh: () => Promise<void>) {
  const [outbox] = useState(() => new Outbox(first.class, first.me.person ?? ""));
  const waiting = useSyncExternalStore(outbox.subscribe, outbox.list);
  const offline = useSyncExternalStore(reachState.subscribe, reachState.get) !== null;

  /** What came of an order that failed: it waits, where this class is kept; else the failure goes on. */
  const caught = useCallback(
    async (order: Order, problem: unknown): Promise<Outcome> => {
      if (!isLost(problem) || !(await copyFor(first.class, token)) || !outbox.put(order)) throw problem;
      return { ok: false, error: kept() };
    },
    [first.class, token, outbox],
  );

  const send = useCallback(async () => {
    if (!outbox.list().some(({ error }) => error === null)) return;
    await outbox.send(token);
    await refresh();
  }, [outbox, token, refresh]);
  useEffect(() => {
    if (!offline) void send();
    const back = () => void refresh().then(send);
    addEventListener("online", back);
    return () => removeEventListener("online", back);
  }, [offline, send, refresh]);

  const pending = useMemo(() => waiting.map(asPending), [waiting]);
  const retry = useCallback(
    (id: string) => {
      outbox.again(id);
      void send();
    },
    [outbox, send],
  );
  return { waiting, pending, caught, retry, drop: outbox.drop };
}
