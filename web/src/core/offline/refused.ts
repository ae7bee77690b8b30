/** The school says no to whoever keeps a class: what becomes of the copy. */
import { isGone } from "./owner";
import type { Copy } from "./shelf";

/** Whoever gets these for a class may read it no longer. */
const OVER = new Set([403, 404, 410]);

/** `code`: what the school calls it; null when it was not the school that spoke. */
export async function heedRefusal(copy: Copy, status: number, code: string | null): Promise<void> {
  if (OVER.has(status)) return copy.remove();
  if (status !== 401) return;
  // Signed out elsewhere: whoever comes next is not that person.
  if (copy.record.holder.startsWith("account ")) return isGone();
  // A key that is refused opens nothing any more; a network that wants a password first says 401 in words of its own.
  if (code === "sign_in_needed") await copy.remove();
}
