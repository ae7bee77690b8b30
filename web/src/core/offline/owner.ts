/** Whose a kept class is: an account of this browser, or whoever holds a key of the class. Nobody else ever sees it. */

const ACCOUNT = "amphi.account";

/** Who was signed in here when the school was last heard; null: nobody. */
export const account = (): string | null => localStorage.getItem(ACCOUNT);

/** The school says who is signed in. */
export function isHere(person: string): void {
  if (account() !== person) localStorage.setItem(ACCOUNT, person);
}

/** The school says that nobody is. */
export const isGone = (): void => localStorage.removeItem(ACCOUNT);

/** What stands for whoever asks; keys themselves are not written down a second time. */
export async function holderOf(token: string | undefined): Promise<string> {
  if (token === undefined) return `account ${account() ?? ""}`;
  const hashed = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return `key ${Array.from(new Uint8Array(hashed), (one) => one.toString(16).padStart(2, "0")).join("")}`;
}
