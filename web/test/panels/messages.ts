// Shorthand for messages in tests.
import type { MessageView } from "../../src/core/view/types";

export function said(seq: number, by: string, more: Partial<MessageView> = {}): MessageView {
  return {
    message: `m${seq}`,
    by,
    at: seq,
    wrote: seq,
    to: "everyone",
    text: "words",
    replyTo: null,
    late: false,
    redacted: false,
    mentions: [],
    files: [],
    announcement: false,
    edited: false,
    reactions: [],
    seq,
    ...more,
  };
}
