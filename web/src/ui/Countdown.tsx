// Seconds to or since a moment, counted beside React.
import { useEffect, useRef } from "react";
import { t } from "../texts";

/** `at` by performance.now(): counts down to it, or up from it once it has passed. */
export function Countdown({ at }: { at: number }) {
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const draw = () => {
      const seconds = Math.abs(at - performance.now()) / 1000;
      if (text.current) text.current.textContent = t("ui.seconds", { count: Math.round(seconds) });
    };
    draw();
    const timer = setInterval(draw, 500);
    return () => clearInterval(timer);
  }, [at]);
  return <span ref={text} className="nums" aria-hidden="true" />;
}
