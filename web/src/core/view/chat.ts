// What was written, in the order of class time: as it reads now, with who reacted and how.
import type { Entry, MessageReacted } from "../../wire";
import type { ChatView, MessageView } from "./types";

export type Reaction = MessageReacted["reaction"];

export const nothingSaid: ChatView = { messages: [], read: 0 };

function change(chat: ChatView, message: string, how: (one: MessageView) => MessageView): ChatView {
  const index = chat.messages.findLastIndex((one) => one.message === message);
  const found = chat.messages[index];
  if (!found) return chat;
  const messages = [...chat.messages];
  messages[index] = how(found);
  return { ...chat, messages };
}

/** Of one person's reactions of a kind the one written last counts, wherever it was placed. */
export function reacted<Reacted extends Pick<MessageView, "reactions">>(
  one: Reacted,
  { reaction, given }: Pick<MessageReacted, "reaction" | "given">,
  person: string,
  seq: number,
): Reacted {
  const others = one.reactions.filter((known) => known.person !== person || known.reaction !== reaction);
  const own = one.reactions.find((known) => known.person === person && known.reaction === reaction);
  if (own && own.seq > seq) return one;
  return { ...one, reactions: [...others, { reaction, person, seq, given }] };
}

export function foldChat(chat: ChatView, { seq, at, wrote, by, to, event }: Entry): ChatView {
  switch (event.type) {
    case "MessageSaid": {
      const { message, text, reply_to: replyTo, late, mentions = [], files = [] } = event;
      const announcement = event.announcement ?? false;
      // What is taken back later on is blank from the beginning: nothing is shown of it at any moment.
      const redacted = text === "" && files.length === 0;
      const own = { message, by: by ?? "", at, wrote, to, seq };
      const said = {
        ...own,
        text,
        replyTo,
        late,
        mentions,
        files,
        announcement,
        redacted,
        edited: false,
        reactions: [],
      };
      return { ...chat, messages: [...chat.messages, said] };
    }
    case "MessageEdited": {
      const { text, mentions = [] } = event;
      const gone = text === "";
      return change(chat, event.message, (one) => ({ ...one, text, mentions, edited: true, redacted: gone }));
    }
    case "MessageReacted":
      return change(chat, event.message, (one) => reacted(one, event, by ?? "", seq));
    case "MessageRedacted":
      return change(chat, event.message, (one) => ({
        ...one,
        text: "",
        files: [],
        redacted: true,
        reactions: [],
      }));
    case "RepliesRead":
      return { ...chat, read: Math.max(chat.read, event.up_to) };
    default:
      return chat;
  }
}

/** Who gave which reaction, each kind once, in the order in which they came up. */
export function reactionsOf(
  message: Pick<MessageView, "reactions">,
): { reaction: Reaction; people: string[] }[] {
  const found = new Map<Reaction, string[]>();
  for (const { reaction, person, given } of message.reactions)
    if (given) found.set(reaction, [...(found.get(reaction) ?? []), person]);
  return [...found].map(([reaction, people]) => ({ reaction, people }));
}

/** The first message of the thread that a message belongs to: itself when it answers nothing. */
export function rootOf(byId: ReadonlyMap<string, MessageView>, message: MessageView): MessageView {
  let root = message;
  // Bounded by the number of messages: a reply names an earlier one.
  for (let above = byId.get(root.replyTo ?? ""); above && above.seq < root.seq; ) {
    root = above;
    above = byId.get(root.replyTo ?? "");
  }
  return root;
}

/** How a message's readers learn of an answer: to the same people, and to whom it came from. */
export function answerTo(root: MessageView, me: string, leads: boolean): string {
  if (root.to.startsWith("person:")) return root.by === me ? root.to : `person:${root.by}`;
  if (root.to === "staff" && leads && root.by !== me) return `person:${root.by}`;
  return root.to;
}
