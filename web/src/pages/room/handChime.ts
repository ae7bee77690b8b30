// A quiet sound when a hand goes up, for those who lead; it can be turned off.
import { useEffect, useRef, useState } from "react";
import type { HandsView } from "../../core/view/types";

const OFF = "amphi.chime.off";

/** Two soft notes, a fifth apart: heard beside a voice, and over before the next word. */
function chime(): void {
  const context = new AudioContext();
  const volume = context.createGain();
  volume.connect(context.destination);
  volume.gain.setValueAtTime(0, context.currentTime);
  volume.gain.linearRampToValueAtTime(0.06, context.currentTime + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + 0.5);
  for (const [index, hertz] of [587, 880].entries()) {
    const note = context.createOscillator();
    note.frequency.value = hertz;
    note.connect(volume);
    note.start(context.currentTime + index * 0.12);
    note.stop(context.currentTime + 0.5);
    if (index === 1) note.onended = () => void context.close();
  }
}

export function useHandChime(
  { queue }: HandsView,
  me: string,
  leads: boolean,
): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(OFF) !== "1");
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = new Set(queue.map((hand) => hand.person));
    // Hands that were up already when somebody comes in make no sound.
    const fresh = before !== null && queue.some((hand) => !before.has(hand.person) && hand.person !== me);
    if (fresh && leads && on) chime();
  }, [queue, me, leads, on]);
  const choose = (next: boolean) => {
    localStorage.setItem(OFF, next ? "0" : "1");
    setOn(next);
  };
  return [on, choose];
}
