// What was written, in the order of class time.
import type { Entry } from "../../wire";
import type { ChatView } from "./types";

export const nothingSaid: ChatView = { messages: [] };

export function foldChat(chat: ChatView, { seq, at, wrote, by, to, event }: Entry): ChatView {
  switch (event.type) {
    case "MessageSaid": {
      const { message, text, reply_to: replyTo, late } = event;
      const said = { message, by: by ?? "", at, wrote, to, text, replyTo, late, redacted: false, seq };
      return { messages: [...chat.messages, said] };
    }
    case "MessageRedacted": {
      const blank = { text: "", redacted: true };
      return {
        messages: chat.messages.map((one) => (one.message === event.message ? { ...one, ...blank } : one)),
      };
    }
    default:
      return chat;
  }
}
