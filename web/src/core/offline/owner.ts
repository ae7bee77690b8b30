/** Whose a kept class is: an account of this browser, or whoever holds a key of the class. Nobody else ever sees it. */

const ACCOUNT = "amphi.account";

/** Who was signed in here when the school was last heard; null: nobody. */
export const account = (): string | null => localStorage.getItem(ACCOUNT);

/** For whom this page has looked what others left here. */
let cleared: string | null = null;

/** The school says who is signed in: nothing stays here of whoever was before. */
export async function isHere(person: string): Promise<void> {
  if (account() !== person) localStorage.setItem(ACCOUNT, person);
  if (cleared === person) return;
  cleared = person;
  const { removeOtherAccounts } = await import("./shelf");
  await removeOtherAccounts(person).catch(() => {
    cleared = null; // Looked for again the next time.
  });
}

/** The school says that nobody is. */
export function isGone(): void {
  localStorage.removeItem(ACCOUNT);
  cleared = null;
}

/** What stands for whoever asks; keys themselves are not written down a second time. */
export async function holderOf(token: string | undefined): Promise<string> {
  if (token === undefined) return `account ${account() ?? ""}`;
  const hashed = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return `key ${Array.from(new Uint8Array(hashed), (one) => one.toString(16).padStart(2, "0")).join("")}`;
}
