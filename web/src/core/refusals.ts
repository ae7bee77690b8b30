// What the server refuses, in the reader's language; English are the server's own words.
import { told } from "../texts";

/** A refusal, or a signal that tells why something ended: that one has no `next`. */
interface Worded {
  code: string;
  message: string;
  next?: string;
  detail?: string;
  limit?: number;
}

/** The same in the words of the catalogue; a code that it does not know keeps the server's. */
export function inOwnWords<Refusal extends Worded>(refusal: Refusal): Refusal {
  const { code, message, next, detail = "", limit = 0 } = refusal;
  const say = (key: string) => told(`refusals.${key}`, { detail, limit });
  const worded = { ...refusal, message: say(code) ?? message };
  return next === undefined ? worded : { ...worded, next: say(`${code}_next`) ?? next };
}
