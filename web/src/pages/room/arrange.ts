// How one's own window is laid out, whom one has pinned, and the layout of a teacher that one follows or leaves.
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { Layout, StagingView } from "../../core/view/staging";
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import type { Command } from "../../wire";
import type { Room, Shape } from "./context";

export const LAYOUT_WORDS: Record<Layout, string> = {
  filmstrip: t("room.layout_filmstrip"),
  sidebar: t("room.layout_sidebar"),
  stage: t("room.layout_stage"),
  gallery: t("room.layout_gallery"),
};
const LAYOUTS = Object.keys(LAYOUT_WORDS) as Layout[];
const KEY = "amphi.layout";
/** So many can be pinned; the first goes when another one comes. */
export const MOST_PINS = 4;

/** A phone has no room beside its stage. */
export const layoutsFor = (shape: Shape): Layout[] =>
  shape === "phone" ? LAYOUTS.filter((one) => one !== "sidebar") : LAYOUTS;

/** What is to be seen: a teacher's layout for whoever follows it, else one's own. */
export function layoutNow(own: Layout, left: boolean, { layout, ledBy }: StagingView, me: string): Layout {
  return layout !== null && ledBy !== me && !left ? layout : own;
}

/** The layout after this one, for the key that goes through them. */
export function nextLayout(now: Layout, shape: Shape): Layout {
  const list = layoutsFor(shape);
  return list[(list.indexOf(now) + 1) % list.length]!;
}

export function pinned(pins: readonly string[], person: string): string[] {
  if (pins.includes(person)) return pins.filter((one) => one !== person);
  return [...pins, person].slice(-MOST_PINS);
}

/** Who stands on the stage by one's own choice, else by the spotlight: those who are here. */
export function chosenFaces(
  pins: readonly string[],
  view: Pick<View, "staging" | "people">,
  isHere: (person: string) => boolean,
): string[] {
  const here = (one: string) => isHere(one) && view.people.byId.get(one)?.present === true;
  const own = pins.filter(here);
  return own.length ? own : view.staging.spotlit.filter(here);
}

export interface Arranged {
  layout: Layout;
  choose: (layout: Layout) => void;
  /** Somebody else's layout is laid on everybody. */
  laid: { by: string; layout: Layout } | null;
  /** Whether one sees it so. */
  follows: boolean;
  /** Leave it, or come back to it. */
  setFollows: (on: boolean) => void;
  /** Whether everybody follows one's own. */
  leads: boolean;
  setLeads: (on: boolean) => void;
  pins: readonly string[];
  pin: (person: string) => void;
  unpin: () => void;
}

export const ArrangedContext = createContext<Arranged | null>(null);

export function useArranged(): Arranged {
  const arranged = useContext(ArrangedContext);
  if (!arranged) throw new Error("useArranged outside of the room");
  return arranged;
}

const kept = (): Layout => LAYOUTS.find((one) => one === localStorage.getItem(KEY)) ?? "filmstrip";

export function useArranging(
  { view, me }: Pick<Room, "view" | "me">,
  act: (command: Command) => unknown,
  shape: Shape,
): Arranged {
  const [own, setOwn] = useState(kept);
  const [left, setLeft] = useState(false);
  const [pins, setPins] = useState<readonly string[]>([]);
  const { staging } = view;
  const { layout: common, ledBy } = staging;
  const leads = ledBy === me && common !== null;
  const followed = common !== null && !leads;
  // Whoever left follows again only when they come back, or when another following begins.
  useEffect(() => {
    if (!followed) setLeft(false);
  }, [followed]);
  const choose = useCallback(
    (layout: Layout) => {
      localStorage.setItem(KEY, layout);
      setOwn(layout);
      if (followed) setLeft(true);
      if (leads) void act({ do: "LayLayout", layout });
    },
    [act, followed, leads],
  );
  const pin = useCallback((person: string) => setPins((before) => pinned(before, person)), []);
  const unpin = useCallback(() => setPins([]), []);
  const seen = layoutNow(own, left, staging, me);
  const layout = shape === "phone" && seen === "sidebar" ? "filmstrip" : seen;
  return useMemo(
    () => ({
      layout,
      choose,
      laid: followed ? { by: ledBy ?? "", layout: common } : null,
      follows: followed && !left,
      setFollows: (on) => setLeft(!on),
      leads,
      setLeads: (on) => void act({ do: "LayLayout", layout: on ? own : null }),
      pins,
      pin,
      unpin,
    }),
    [layout, choose, followed, ledBy, common, left, leads, act, own, pins, pin, unpin],
  );
}
