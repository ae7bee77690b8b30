// What somebody is told wherever they look: that a message names them, that everybody sees them.
import { useEffect, useRef } from "react";
import { isSentBack } from "../../core/view/tasks";
import type { MessageView } from "../../core/view/types";
import { newestSaid, newlySaid, saidWords } from "../../core/view/works";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import type { Room } from "./context";

const SHORT = 80;

/** Messages after `seen` that name a person and were written by others. */
export function naming(messages: readonly MessageView[], seen: number, me: string): MessageView[] {
  return messages.filter(
    (one) => one.seq > seen && one.by !== me && one.mentions.includes(me) && !one.redacted,
  );
}

/** Tells once of each message that names the reader while the chat is closed; those from before they came it does not. */
export function useNamed({ session, me, tell }: Room, open: boolean): void {
  const { timeline } = session.live;
  const seen = useRef<number | null>(null);
  useEffect(() => {
    const look = () => {
      const { messages } = timeline.live().chat;
      const newest = messages.reduce((most, one) => Math.max(most, one.seq), 0);
      for (const { by, text } of open ? [] : naming(messages, seen.current ?? newest, me)) {
        const words = text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
        tell(t("room.named_you", { name: nameOf(timeline.people, by), words }));
      }
      seen.current = newest;
    };
    look();
    return timeline.subscribe(look);
  }, [timeline, me, tell, open]);
}

/** Tells whoever is put into the spotlight that everybody sees them large. */
export function useLit({ view, me, tell }: Room): void {
  const lit = view.staging.spotlit.includes(me);
  const before = useRef(lit);
  useEffect(() => {
    if (lit && !before.current) tell(t("room.you_are_lit"));
    before.current = lit;
  }, [lit, tell]);
}

/** Tells those who do not lead of each task that comes; those from before they came it does not. */
export function useGiven({ view, leads, tell }: Room): void {
  const { tasks } = view.tasks;
  const before = useRef(tasks.length);
  useEffect(() => {
    for (const one of leads ? [] : tasks.slice(before.current))
      tell(t("tasks.given", { title: one.what.title }));
    before.current = tasks.length;
  }, [tasks, leads, tell]);
}

/** Tells those who handed in of what is said to their work while they are here and do not look at the tasks. */
export function useSaid({ view: { tasks }, me, tell }: Room, open: boolean): void {
  const seen = useRef(Number.NaN);
  const newest = newestSaid(tasks, me);
  useEffect(() => {
    for (const one of open ? [] : newlySaid(tasks, me, seen.current))
      tell(saidWords(one, isSentBack(one, me)));
    seen.current = newest;
  }, [tasks, newest, me, tell, open]);
}
