// The reactions that a message can get: what they look like, and what they are called.
import type { Reaction } from "../core/view/chat";
import { language, locale, t } from "../texts";

export const REACTIONS: readonly { reaction: Reaction; sign: string; name: string }[] = [
  { reaction: "like", sign: "👍", name: t("tools.reaction_like") },
  { reaction: "love", sign: "❤️", name: t("tools.reaction_love") },
  { reaction: "laugh", sign: "😂", name: t("tools.sign_laugh") },
  { reaction: "wow", sign: "😮", name: t("tools.reaction_wow") },
  { reaction: "clap", sign: "👏", name: t("tools.sign_clap") },
  { reaction: "party", sign: "🎉", name: t("tools.reaction_party") },
  { reaction: "agree", sign: "✅", name: t("tools.reaction_agree") },
  { reaction: "same", sign: "✋", name: t("tools.reaction_same") },
];

export const reactionName = new Map(REACTIONS.map((one) => [one.reaction, one]));

/** English without a comma before its "and", whatever the region. */
const listed = (all: readonly string[]): string =>
  new Intl.ListFormat(language() === "en" ? "en-GB" : locale()).format(all);

/** "Kofi", "Kofi and you", "Kofi, Priya and 5 others". */
export function whoWords(names: readonly string[], me: boolean): string {
  const all = me ? [...names, t("tools.you")] : [...names];
  if (all.length <= 4) return listed(all);
  return listed([...all.slice(0, 3), t("tools.others", { count: all.length - 3 })]);
}
