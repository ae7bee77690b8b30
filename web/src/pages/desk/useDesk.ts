// The desk's data, asked again while the page is seen, so that a class that begins shows by itself.
import { useCallback, useEffect, useState } from "react";
import { ApiError, type Desk } from "../../core/api";
import { deskApi } from "../../core/deskApi";
import { isGone, isHere } from "../../core/offline/owner";

const EVERY = 5_000;

export function useDesk(): { desk: Desk | null; error: ApiError | null; refresh: () => void } {
  const [desk, setDesk] = useState<Desk | null>(null);
  const [error, setError] = useState<ApiError | null>(null);

  const refresh = useCallback(async () => {
    try {
      const found = await deskApi.desk();
      void isHere(String(found.me.person));
      setDesk((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found));
      setError(null);
    } catch (problem) {
      if (!(problem instanceof ApiError)) return;
      if (problem.status === 401) isGone();
      setError(problem);
    }
  }, []);

  useEffect(() => {
    void refresh();
    const timer = window.setInterval(() => document.visibilityState === "visible" && void refresh(), EVERY);
    const seen = () => document.visibilityState === "visible" && void refresh();
    document.addEventListener("visibilitychange", seen);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [refresh]);

  return { desk, error, refresh };
}
