/** Somebody signs out of this browser: no class, no word and no passage of theirs stays. */
import { isGone } from "./owner";
import { dropPage } from "./page";
import { canKeep, removeAll } from "./shelf";

export async function leaveNothing(): Promise<void> {
  isGone();
  for (const name of Object.keys(localStorage))
    if (name.startsWith("amphi.outbox ") || name.startsWith("amphi.watched ")) localStorage.removeItem(name);
  if (!canKeep()) return;
  await removeAll();
  await dropPage();
}
