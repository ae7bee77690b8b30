// What a person has seen of the chat, and whether they wish to see captions.
import { useState } from "react";
import { useNow } from "./context";
import type { Session } from "./session";

/** Messages that came while the chat was closed. */
export function useUnread(session: Session, open: boolean, me: string): number {
  const count = () => session.live.timeline.live().chat.messages.length;
  const [seen, setSeen] = useState(() => ({ open, count: count() }));
  // With the chat being closed all that is there has been seen.
  if (seen.open !== open) setSeen({ open, count: count() });
  return useNow(session, ({ chat }) =>
    open ? 0 : chat.messages.slice(seen.count).filter((one) => one.by !== me).length,
  );
}

export function useCaptionsChoice(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem("amphi.captions") === "1");
  const choose = (next: boolean) => {
    localStorage.setItem("amphi.captions", next ? "1" : "0");
    setOn(next);
  };
  return [on, choose];
}
