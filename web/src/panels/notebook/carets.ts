// Where the others write: told as signals, shown until they stop or leave.
import { useCallback, useEffect, useState } from "react";
import type { PanelProps } from "../props";
import type { Caret } from "./shown";

const SHOWN_MS = 20_000;
const LOOK_MS = 5_000;

export function useCarets(wire: PanelProps["wire"], place: string, me: string) {
  const [carets, setCarets] = useState<readonly (Caret & { until: number })[]>([]);
  useEffect(() => {
    setCarets([]);
    if (!wire) return;
    const deaf = wire.listen((signal) => {
      const { type, to, person, anchor, head } = signal as Record<string, string>;
      if (type !== "caret" || to !== place || !person || person === me) return;
      setCarets((all) => {
        const others = all.filter((one) => one.person !== person);
        if (!anchor || !head) return others;
        return [...others, { person, anchor, head, until: performance.now() + SHOWN_MS }];
      });
    });
    const timer = setInterval(
      () =>
        setCarets((all) =>
          all.some((one) => one.until < performance.now())
            ? all.filter((one) => one.until >= performance.now())
            : all,
        ),
      LOOK_MS,
    );
    return () => {
      deaf();
      clearInterval(timer);
    };
  }, [wire, place, me]);
  const point = useCallback(
    (ends: { anchor: string; head: string } | null) =>
      wire?.tell({ type: "caret", to: place, anchor: ends?.anchor ?? "", head: ends?.head ?? "" }),
    [wire, place],
  );
  return { carets, point };
}
