// Naming people in a message: what is being typed after an @, who fits, and whom a text names.
import type { People } from "../core/api";

const TYPED = /(?:^|[\s(])@([\p{L}\p{M}\p{N}'’.-]*(?: [\p{L}\p{M}\p{N}'’.-]*)?)$/u;
const MOST = 6;

/** What stands between the last @ and the caret: null when nobody is being named there. */
export function beingNamed(text: string, caret: number): { from: number; words: string } | null {
  const found = TYPED.exec(text.slice(0, caret));
  if (!found) return null;
  const words = found[1] ?? "";
  return { from: caret - words.length - 1, words };
}

/** Those whose name, or a later word of it, begins so; the nearest fit first. */
export function fitting(words: string, people: People, ids: readonly string[]): string[] {
  const sought = words.toLocaleLowerCase();
  const rank = (id: string): number => {
    const name = (people[id]?.name ?? "").toLocaleLowerCase();
    if (name.startsWith(sought)) return 0;
    return name.split(/[\s-]+/).some((word) => word.startsWith(sought)) ? 1 : 2;
  };
  return ids
    .map((id) => ({ id, rank: rank(id) }))
    .filter((one) => one.rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map((one) => one.id);
}

/** The persons whom a text names by @; of several with one name those who were chosen from the list, if any was. */
export function namedIn(
  text: string,
  people: People,
  ids: readonly string[],
  chosen: ReadonlySet<string>,
): string[] {
  const named = ids.filter((id) => {
    const name = people[id]?.name;
    return name !== undefined && name !== "" && text.includes(`@${name}`);
  });
  return named.filter((id) => {
    const alike = named.filter((other) => people[other]?.name === people[id]?.name);
    return chosen.has(id) || !alike.some((other) => chosen.has(other));
  });
}

/** A text in parts: plain ones, and those that name somebody. */
export function partsOf(
  text: string,
  mentions: readonly string[],
  people: People,
): { text: string; person: string | null }[] {
  const names = mentions
    .map((id) => ({ id, name: people[id]?.name ?? "" }))
    .filter((one) => one.name !== "")
    .sort((a, b) => b.name.length - a.name.length);
  let parts: { text: string; person: string | null }[] = [{ text, person: null }];
  for (const { id, name } of names)
    parts = parts.flatMap((part) => {
      if (part.person !== null) return [part];
      const pieces = part.text.split(`@${name}`);
      return pieces.flatMap((piece, index) => [
        ...(index > 0 ? [{ text: `@${name}`, person: id }] : []),
        ...(piece ? [{ text: piece, person: null }] : []),
      ]);
    });
  return parts;
}
