// The reactions that a message can get: what they look like, and what they are called.
import type { Reaction } from "../core/view/chat";

export const REACTIONS: readonly { reaction: Reaction; sign: string; name: string }[] = [
  { reaction: "like", sign: "👍", name: "Like" },
  { reaction: "love", sign: "❤️", name: "Love" },
  { reaction: "laugh", sign: "😂", name: "Laugh" },
  { reaction: "wow", sign: "😮", name: "Wow" },
  { reaction: "clap", sign: "👏", name: "Applause" },
  { reaction: "party", sign: "🎉", name: "Hooray" },
  { reaction: "agree", sign: "✅", name: "Agree" },
  { reaction: "same", sign: "✋", name: "Same question" },
];

export const reactionName = new Map(REACTIONS.map((one) => [one.reaction, one]));

/** "Kofi", "Kofi and you", "Kofi, Priya and 5 others". */
export function whoWords(names: readonly string[], me: boolean): string {
  const all = me ? [...names, "you"] : [...names];
  if (all.length <= 1) return all[0] ?? "";
  if (all.length <= 4) return `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
  return `${all.slice(0, 3).join(", ")} and ${all.length - 3} others`;
}
