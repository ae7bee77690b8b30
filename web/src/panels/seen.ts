// What has been in sight for a while has been seen: it is said once, for everything up to then.
import { useEffect, useState } from "react";
import type { PanelProps } from "./props";

const SEEN_AFTER = 1_500;

/** Up to where it was seen when this was opened; from then on all up to the seq `newest` counts as seen. */
export function useSeen(
  what: "ReadComments" | "ReadFeedback",
  seen: number,
  newest: number,
  { me, act }: Pick<PanelProps, "me" | "act">,
): number {
  const [before] = useState(seen);
  const unseen = !me.looks && newest > seen;
  useEffect(() => {
    if (!unseen) return;
    const timer = window.setTimeout(() => {
      if (document.visibilityState === "visible") void act({ do: what, up_to: newest });
    }, SEEN_AFTER);
    return () => window.clearTimeout(timer);
  }, [what, newest, unseen, act]);
  return before;
}
