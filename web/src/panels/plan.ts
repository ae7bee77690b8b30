// Dealing people into small groups of nearly the same size.
import { newId } from "../core/api";
import type { Group } from "../wire";

/** Shuffles with the given source of chance (0 to 1) and deals one by one. */
export function deal(people: readonly string[], count: number, chance: () => number = Math.random): Group[] {
  const mixed = [...people];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  const groups: Group[] = Array.from({ length: count }, (_, index) => ({
    group: newId("g"),
    name: `Group ${index + 1}`,
    people: [],
  }));
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
