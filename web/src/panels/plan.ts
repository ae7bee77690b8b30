// Dealing people into small groups: by chance, by hand, or as they sat the last time.
import { type EarlierGroup, newId, type People } from "../core/api";
import { t } from "../texts";
import type { Group } from "../wire";

/** So many groups with nobody in them. */
export function empty(count: number): Group[] {
  return Array.from({ length: count }, (_, index) => ({
    group: newId("g"),
    name: t("lesson.group_number", { number: index + 1 }),
    people: [],
  }));
}

/** Shuffles with the given source of chance (0 to 1) and deals one by one. */
export function deal(people: readonly string[], count: number, chance: () => number = Math.random): Group[] {
  const mixed = [...people];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  const groups = empty(count);
  for (const [index, person] of mixed.entries()) groups[index % count]!.people.push(person);
  return groups;
}

/** The same groups with one person in another one, or in none. */
export function reseat(groups: readonly Group[], person: string, to: string | null): Group[] {
  return groups.map((one) => {
    const others = one.people.filter((id) => id !== person);
    return { ...one, people: one.group === to ? [...others, person] : others };
  });
}

/** The groups as they were, with those who are here: the same group has the same chat. */
export function again(last: readonly Group[], here: readonly string[]): Group[] {
  const present = new Set(here);
  return last.map((one) => ({ ...one, people: one.people.filter((id) => present.has(id)) }));
}

/** Groups of an earlier class: whoever is here again, under the same id or at least the same name. */
export function asBefore(earlier: readonly EarlierGroup[], here: readonly string[], people: People): Group[] {
  const plain = (name: string) => name.trim().toLowerCase();
  const left = new Set(here);
  const find = (one: EarlierGroup["people"][number]) =>
    left.has(one.person)
      ? one.person
      : [...left].find((id) => plain(people[id]?.name ?? "") === plain(one.name));
  return earlier.map(({ name, people: before }) => {
    const again = before.map((one) => {
      const found = find(one);
      if (found) left.delete(found);
      return found;
    });
    return { group: newId("g"), name, people: again.filter((one) => one !== undefined) };
  });
}
