// Where what one has not seen begins: kept while the panel is closed, the page is hidden, or one reads further up.
import { useEffect, useState } from "react";
import type { MessageView } from "../core/view/types";
import type { Drafts } from "./drafts";

/** The seq of the first message of others that came after `seen`; null when there is none. */
export function firstNew(messages: readonly MessageView[], seen: number, me: string): number | null {
  let first: number | null = null;
  for (const { seq, by } of messages)
    if (seq > seen && by !== me && (first === null || seq < first)) first = seq;
  return first;
}

/**
 * The seq of the message before which "New" stands. `watching`: the end of the chat is in sight. What has been seen
 * moves on while somebody watches; the line stays where it was until they look away again.
 */
export function useNewLine(
  messages: readonly MessageView[],
  me: string,
  drafts: Drafts,
  watching: boolean,
): number | null {
  const newest = messages.reduce((most, one) => Math.max(most, one.seq), 0);
  // Whoever opens the chat for the first time has missed nothing yet: all of it is the class so far.
  const [mark, setMark] = useState<number>(() => (drafts.get("seen") as number | undefined) ?? newest);
  const [shown, setShown] = useState(true);
  useEffect(() => {
    const turned = () => setShown(document.visibilityState !== "hidden");
    turned();
    document.addEventListener("visibilitychange", turned);
    return () => document.removeEventListener("visibilitychange", turned);
  }, []);
  const looks = watching && shown;
  useEffect(() => {
    if (looks) drafts.set("seen", newest);
    else setMark((drafts.get("seen") as number | undefined) ?? newest);
  }, [looks, newest, drafts]);
  return firstNew(messages, mark, me);
}
