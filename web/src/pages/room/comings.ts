// Who comes and goes: nothing is said of it, unless the person wishes a short notice, a soft sound, or both.
import { useEffect, useRef, useState } from "react";
import type { People } from "../../core/api";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { chime } from "../../ui/chime";
import type { Room } from "./context";

/** Those of so much time are told together: a class that fills is one notice. */
const TOGETHER_MS = 2_500;

const KEYS = { notice: "amphi.comings.notice", sound: "amphi.comings.sound" } as const;
export type Comings = Record<keyof typeof KEYS, boolean>;

const told = (ids: readonly string[], people: People, what: "came" | "left"): string => {
  const many = (["one", "two", "three"] as const)[ids.length - 1];
  if (!many) return ids.length ? t(`room.comings_${what}_many`, { count: ids.length }) : "";
  const [first = "", second = "", third = ""] = ids.map((id) => nameOf(people, id));
  return t(`room.comings_${what}_${many}`, { first, second, third });
};

/** "Kofi and Priya came in. Tom left." */
export const comingWords = (came: readonly string[], left: readonly string[], people: People): string => {
  const [first, second] = [told(came, people, "came"), told(left, people, "left")];
  return first && second ? t("room.two_sentences", { first, second }) : first || second;
};

export function useComings({ view, people, me, tell }: Room): {
  comings: Comings;
  setComings: (change: Partial<Comings>) => void;
} {
  const [comings, keep] = useState<Comings>(() => ({
    notice: localStorage.getItem(KEYS.notice) === "1",
    sound: localStorage.getItem(KEYS.sound) === "1",
  }));
  const here = useRef<ReadonlySet<string> | null>(null);
  const now = new Set([...view.people.byId.values()].filter((one) => one.present).map((one) => one.id));
  const latest = useRef({ now, people, tell });
  latest.current = { now, people, tell };
  const { notice, sound } = comings;
  const { byId } = view.people;
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at anew whenever somebody comes or goes
  useEffect(() => {
    if (!notice && !sound) {
      here.current = null;
      return;
    }
    // Those who were here before one came, or before one wished to be told, are no news.
    here.current ??= latest.current.now;
    const timer = setTimeout(() => {
      const before = here.current ?? new Set();
      const { now, people, tell } = latest.current;
      here.current = now;
      const came = [...now].filter((id) => !before.has(id) && id !== me);
      const left = [...before].filter((id) => !now.has(id) && id !== me);
      if (came.length + left.length === 0) return;
      if (notice) tell(comingWords(came, left, people));
      if (sound) chime();
    }, TOGETHER_MS);
    return () => clearTimeout(timer);
  }, [byId, notice, sound, me]);
  const setComings = (change: Partial<Comings>) => {
    const next = { ...comings, ...change };
    for (const what of ["notice", "sound"] as const) localStorage.setItem(KEYS[what], next[what] ? "1" : "0");
    keep(next);
  };
  return { comings, setComings };
}
