// What a screen reader hears of the chat: each message of others while it is quiet, a count while it is not.
import { useEffect, useRef, useState } from "react";
import type { MessageView } from "../core/view/types";
import { t } from "../texts";
import { saidWords } from "./Message";
import { nameOf, type PanelProps } from "./props";

/** Messages within this time are told together. */
const GATHER_MS = 1500;
const LONGEST = 200;

/** One message in its words; several as how many there are and whose was the last. */
export function newsWords(fresh: readonly MessageView[], people: PanelProps["people"]): string {
  const last = fresh.at(-1);
  if (!last) return "";
  const name = nameOf(people, last.by);
  if (fresh.length > 1) return t("chat.new_messages_last", { count: fresh.length, name });
  const words = saidWords(last);
  const text = words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
  return t("chat.said_by", { name, said: text });
}

export function Aloud({ view, people, me, mode }: PanelProps) {
  const [told, setTold] = useState({ words: "", message: "" });
  const { messages } = view.chat;
  const newest = messages.reduce((most, one) => Math.max(most, one.seq), 0);
  const heard = useRef(newest);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef({ messages, people });
  latest.current = { messages, people };
  useEffect(() => {
    if (mode !== "live" || newest <= heard.current || timer.current !== null) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      const all = latest.current.messages;
      const fresh = all.filter((one) => one.seq > heard.current && one.by !== me.person);
      heard.current = all.reduce((most, one) => Math.max(most, one.seq), heard.current);
      const message = fresh.at(-1)?.message ?? "";
      if (message) setTold({ words: newsWords(fresh, latest.current.people), message });
    }, GATHER_MS);
  }, [newest, mode, me.person]);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  // What was taken back does not go on standing here.
  const gone = messages.some((one) => one.redacted && one.message === told.message);
  return (
    <div className="vh" role="status" aria-live={mode === "live" ? "polite" : "off"}>
      {!gone && told.words}
    </div>
  );
}
