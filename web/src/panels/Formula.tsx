// A formula: its source until it is set, and its source again when it cannot be.
import { useEffect, useRef, useState } from "react";
import { again } from "../core/again";

const LONGEST = 2000;

const fetchSetter = again(() => import("./katex"));

export function Formula({ source, block = false }: { source: string; block?: boolean }) {
  const place = useRef<HTMLSpanElement>(null);
  const [state, setState] = useState<"source" | "set">("source");
  useEffect(() => {
    // Kept here: what is hidden for a while has no refs, but its effects go on.
    const element = place.current;
    let here = true;
    setState("source");
    if (source.length > LONGEST || !element) return;
    fetchSetter()
      .then(({ setFormula }) => {
        if (!here) return;
        setFormula(source, element, block);
        setState("set");
      })
      .catch(() => here && element.replaceChildren());
    return () => {
      here = false;
    };
  }, [source, block]);
  const sign = block ? "$$" : "$";
  return (
    <span className={`formula${block ? " block" : ""}`}>
      <span ref={place} />
      {state === "source" && <code>{`${sign}${source}${sign}`}</code>}
    </span>
  );
}
