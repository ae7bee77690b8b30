// Slow mode as its writer sees it: how long until the next message may be sent.
import { useEffect, useState } from "react";
import { t } from "../texts";

/** In seconds; 0: no slow mode. */
export const SLOW_CHOICES = [0, 10, 30, 60, 300] as const;

export function slowWords(seconds: number, left: number): string {
  if (seconds === 0) return "";
  return left > 0 ? t("chat.slow_left", { count: left }) : t("chat.slow_one_in", { count: seconds });
}

/** Seconds left; counted on this device from the last message that it sent. */
export function useWait(seconds: number, sentAt: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  const left = sentAt === null ? 0 : Math.max(0, Math.ceil((sentAt + seconds * 1000 - now) / 1000));
  useEffect(() => {
    setNow(Date.now());
    if (seconds === 0 || sentAt === null) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() > sentAt + seconds * 1000) clearInterval(timer);
    }, 500);
    return () => clearInterval(timer);
  }, [seconds, sentAt]);
  return left;
}
