// What is drawn when: pictures first, then the bars, and the panel, whose code comes behind them, last.
import { useEffect, useState } from "react";
import type { Session } from "./session";

const loadPanel = () => import("./SidePanel");
type Panel = Awaited<ReturnType<typeof loadPanel>>["SidePanel"];

/** How much of the room is drawn: pictures first, then the bars, and the panel last. Each is a piece of work in which
 * nothing else happens on the page. */
export function useDrawn({ media }: Session): number {
  const [drawn, setDrawn] = useState(0);
  useEffect(() => {
    const { first } = media.receiving;
    let here = true;
    first.drawn();
    void first.over.then(() => here && setDrawn(1));
    return () => {
      here = false;
    };
  }, [media]);
  useEffect(() => {
    const timer = drawn === 1 ? setTimeout(() => setDrawn(2), 0) : undefined;
    return () => clearTimeout(timer);
  }, [drawn]);
  return drawn;
}

/** The panel's code comes behind the first pictures; not by Suspense, whose fallback stays for 300 ms. */
export function usePanel(wanted: boolean): Panel | null {
  const [panel, setPanel] = useState<Panel | null>(null);
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined;
    const load = (): void =>
      void loadPanel().then(
        ({ SidePanel }) => setPanel(() => SidePanel),
        () => {
          again = setTimeout(load, 2000);
        },
      );
    if (wanted) load();
    return () => clearTimeout(again);
  }, [wanted]);
  return panel;
}
