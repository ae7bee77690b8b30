// A formula: its source until it is set, and its source again when it cannot be.
import { useEffect, useRef, useState } from "react";

const LONGEST = 2000;

export function Formula({ source, block = false }: { source: string; block?: boolean }) {
  const place = useRef<HTMLSpanElement>(null);
  const [state, setState] = useState<"source" | "set">("source");
  useEffect(() => {
    let here = true;
    setState("source");
    if (source.length > LONGEST) return;
    import("./katex")
      .then(({ setFormula }) => {
        if (!here || !place.current) return;
        setFormula(source, place.current, block);
        setState("set");
      })
      .catch(() => place.current?.replaceChildren());
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
