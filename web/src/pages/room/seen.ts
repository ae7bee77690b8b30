// What a person has seen of the chat, and whether they wish to see captions.
import { useEffect, useState } from "react";

/** Messages that came while the chat was closed. */
export function useUnread(messages: readonly { by: string }[], open: boolean, me: string): number {
  const [seen, setSeen] = useState(messages.length);
  useEffect(() => {
    if (open) setSeen(messages.length);
  }, [open, messages.length]);
  return open ? 0 : messages.slice(seen).filter((one) => one.by !== me).length;
}

export function useCaptionsChoice(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem("amphi.captions") === "1");
  const choose = (next: boolean) => {
    localStorage.setItem("amphi.captions", next ? "1" : "0");
    setOn(next);
  };
  return [on, choose];
}
