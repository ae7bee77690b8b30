// Noticing that the way to the class may have changed: another network, a network that is back, a machine that slept.

/** `moved`: the old way is surely worth nothing; `woke`: it may still be good. */
export type Change = "moved" | "woke";

const BEAT_MS = 2_000;
/** A beat that comes so much too late was slept through; a page in the background is late by a minute at most. */
const SLEPT_MS = 6_000;

/** Whether a machine slept between two beats. */
export const slept = (before: number, now: number): boolean => now - before > BEAT_MS + SLEPT_MS;

type Connection = EventTarget & { type?: string };

/** Tells of every change until the answer is called. */
export function watchNetwork(tell: (change: Change) => void): () => void {
  const { connection } = navigator as Navigator & { connection?: Connection };
  let kind = connection?.type;
  let before = Date.now();
  const online = () => tell("moved");
  // It also tells of estimates of speed, which mean nothing here.
  const changed = () => {
    if (connection?.type === kind) return;
    kind = connection?.type;
    tell("moved");
  };
  const beat = setInterval(() => {
    const now = Date.now();
    if (slept(before, now)) tell("woke");
    before = now;
  }, BEAT_MS);
  addEventListener("online", online);
  connection?.addEventListener("change", changed);
  return () => {
    clearInterval(beat);
    removeEventListener("online", online);
    connection?.removeEventListener("change", changed);
  };
}
