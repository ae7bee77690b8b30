// The door did not open for a reason that passes: what it is, and that the next try comes by itself.
import { Hourglass, WifiOff } from "lucide-react";
import { useEffect, useRef } from "react";
import { type ApiError, isCrowded } from "../../core/api";
import { Banner } from "../../ui/Banner";
import { Countdown } from "../../ui/Countdown";

export interface Delay {
  problem: ApiError;
  /** performance.now() of the next try. */
  until: number;
}
/** Seconds before the next try, longer each time. */
const WAITS = [5, 10, 20, 30];
export const nextTry = (tries: number): number =>
  performance.now() + WAITS[Math.min(tries, WAITS.length - 1)]! * 1000;

interface Props {
  delay: Delay;
  now: () => void;
  stop: () => void;
}

export function Again({ delay, now, stop }: Props) {
  const { problem, until } = delay;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one try at its time, however often the page is drawn
  useEffect(() => {
    const timer = setTimeout(now, Math.max(0, until - performance.now()));
    return () => clearTimeout(timer);
  }, [until]);
  const box = useRef<HTMLDivElement>(null);
  // It stands above the button that was pressed, which on a small screen is docked below it.
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which is no way to clean up.
    box.current?.scrollIntoView({ block: "center" });
  }, []);
  const lost = problem.code === "no_connection";
  return (
    <div ref={box}>
      <Banner
        tone={lost ? "warn" : "acc"}
        icon={lost ? <WifiOff className="i" /> : <Hourglass className="i" />}
        title={
          lost
            ? "We cannot reach the class"
            : isCrowded(problem.code)
              ? "The server is busy"
              : "The server has a problem"
        }
        actions={
          <>
            <button type="button" className="btn" onClick={now}>
              Try now
            </button>
            <button type="button" className="btn bare" onClick={stop}>
              Stop
            </button>
          </>
        }
      >
        {lost
          ? "Check your network. "
          : isCrowded(problem.code)
            ? "Your network is fine. "
            : `${problem.message} `}
        You go in by yourself: next try in <Countdown at={until} />
        <span className="vh">a moment</span>.
      </Banner>
    </div>
  );
}
