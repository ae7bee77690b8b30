// Slow mode as its writer sees it: how long until the next message may be sent.
import { useEffect, useState } from "react";

export const SLOW_CHOICES: readonly { seconds: number; label: string }[] = [
  { seconds: 0, label: "As often as they like" },
  { seconds: 10, label: "Once in 10 seconds" },
  { seconds: 30, label: "Once in 30 seconds" },
  { seconds: 60, label: "Once a minute" },
  { seconds: 300, label: "Once in 5 minutes" },
];

export function slowWords(seconds: number, left: number): string {
  if (seconds === 0) return "";
  if (left > 0) return `Slow mode: ${left} s until you can write again`;
  return `Slow mode: one message in ${seconds} s`;
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
