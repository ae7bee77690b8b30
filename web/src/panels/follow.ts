// Keeps the newest line of a log in sight, unless its reader has scrolled up to read.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** This far from the end still counts as being there, in pixels. */
const NEAR = 40;

/**
 * Whether the reader is at the end after a scroll. Only going up leaves it: lines that grow or come below move the
 * end away too, but that is not the reader's doing.
 */
export function staysAtEnd(
  atEnd: boolean,
  before: number,
  { scrollTop, scrollHeight, clientHeight }: Pick<Element, "scrollTop" | "scrollHeight" | "clientHeight">,
): boolean {
  if (scrollHeight - scrollTop - clientHeight < NEAR) return true;
  return scrollTop < before ? false : atEnd;
}

/** `count` lines are drawn, `own` of them are one's own on their way: writing goes to the end. */
export function useFollow(count: number, own: number) {
  const box = useRef<HTMLDivElement>(null);
  const lines = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const top = useRef(0);
  const seen = useRef({ count, own });
  const [behind, setBehind] = useState(0);
  const [away, setAway] = useState(false);

  const toEnd = useCallback(() => {
    const element = box.current;
    if (!element) return;
    atEnd.current = true;
    element.scrollTop = element.scrollHeight;
    top.current = element.scrollTop;
    setBehind(0);
    setAway(false);
  }, []);

  useLayoutEffect(() => {
    const more = count - seen.current.count;
    const wrote = own > seen.current.own;
    seen.current = { count, own };
    if (atEnd.current || wrote) toEnd();
    else if (more !== 0) setBehind((now) => Math.max(0, now + more));
  }, [count, own, toEnd]);

  useEffect(() => {
    // A picture, a result or the hands above change heights without a new line.
    const grown = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    for (const element of [box.current, lines.current]) if (element) grown.observe(element);
    return () => grown.disconnect();
  }, [toEnd]);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    atEnd.current = staysAtEnd(atEnd.current, top.current, element);
    top.current = element.scrollTop;
    if (atEnd.current) setBehind(0);
    setAway(!atEnd.current);
  };
  /** Somebody goes to a line above: the end is not followed until they are back there. */
  const leave = useCallback(() => {
    atEnd.current = false;
    setAway(true);
  }, []);
  return { box, lines, behind, away, onScroll, toEnd, leave };
}
