// How long a message may be: the server refuses more, and nothing is ever cut.
import { t } from "../texts";

export const LIMIT = 10_000;
/** From here on the field says how much is left. */
const NEARLY = 9_500;

/** Characters as the server counts them, not as UTF-16 does. */
export const lengthOf = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** What to say of a length; empty while there is plenty of room. */
export function lengthWords(length: number): string {
  if (length > LIMIT) return t("chat.characters_too_many", { count: length - LIMIT });
  return length > NEARLY ? t("chat.characters_left", { count: LIMIT - length }) : "";
}
