// What somebody began to write and has not sent: kept while its panel is closed, another tab is open or the window turns.
import { useState } from "react";

/** By the name of what is written; one for each visit to a class. */
export type Drafts = Map<string, unknown>;

/** As `useState`, but the value outlives the panel. */
export function useDraft<T>(drafts: Drafts, name: string, initial: () => T): [T, (next: T) => void] {
  const [value, setValue] = useState<T>(() => (drafts.has(name) ? (drafts.get(name) as T) : initial()));
  const write = (next: T) => {
    drafts.set(name, next);
    setValue(next);
  };
  return [value, write];
}
