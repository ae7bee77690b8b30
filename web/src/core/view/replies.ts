// What others wrote to somebody later: answers to their messages, and messages that name them.
import { rootOf } from "./chat";
import type { ChatView, MessageView } from "./types";

/** Those that they have not seen, the oldest first. */
export function unreadReplies({ messages, read }: ChatView, me: string): MessageView[] {
  const late = messages.filter((one) => one.late && one.seq > read && one.by !== me && !one.redacted);
  if (late.length === 0) return [];
  const own = new Set(messages.filter((one) => one.by === me).map((one) => one.message));
  return late
    .filter((one) => own.has(one.replyTo ?? "") || one.mentions.includes(me))
    .sort((a, b) => a.seq - b.seq);
}

/** The message that began the thread in which a message stands; null where it stands in the chat itself. */
export function threadOf({ messages }: ChatView, message: MessageView): string | null {
  if (message.replyTo === null) return null;
  return rootOf(new Map(messages.map((one) => [one.message, one])), message).message;
}
