// The comment of somebody else that came while one watches: it is told once, in words.
import { useEffect, useRef, useState } from "react";
import type { People } from "../../core/api";
import type { NotesView } from "../../core/view/notes";
import { writerOf } from "../../panels/comments/words";

export function useArrived(notes: NotesView, people: People, me: string): { who: string; at: number } | null {
  const newest = useRef(notes.comments.reduce((most, one) => Math.max(most, one.seq), 0));
  const [arrived, setArrived] = useState<{ who: string; at: number } | null>(null);
  useEffect(() => {
    const fresh = notes.comments.filter((one) => one.seq > newest.current && !one.redacted);
    for (const one of fresh) newest.current = Math.max(newest.current, one.seq);
    const last = fresh.filter((one) => one.by !== me).at(-1);
    if (last) setArrived({ who: writerOf(last, people, me), at: last.at });
  }, [notes, people, me]);
  return arrived;
}
