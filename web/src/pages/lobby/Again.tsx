// The door did not open for a reason that passes: what it is, and that the next try comes by itself.
import { Hourglass, WifiOff } from "lucide-react";
import { useEffect, useRef } from "react";
import { type ApiError, isCrowded } from "../../core/api";
import { t } from "../../texts";
import { Banner } from "../../ui/Banner";
import { Countdown } from "../../ui/Countdown";
import { pieces } from "../../ui/pieces";

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
  const time = (
    <>
      <Countdown at={until} />
      <span className="vh">{t("lobby.a_moment")}</span>
    </>
  );
  return (
    <div ref={box}>
      <Banner
        tone={lost ? "warn" : "acc"}
        icon={lost ? <WifiOff className="i" /> : <Hourglass className="i" />}
        title={
          lost
            ? t("lobby.cannot_reach")
            : isCrowded(problem.code)
              ? t("lobby.server_busy")
              : t("lobby.server_problem")
        }
        actions={
          <>
            <button type="button" className="btn" onClick={now}>
              {t("lobby.try_now")}
            </button>
            <button type="button" className="btn bare" onClick={stop}>
              {t("lobby.stop")}
            </button>
          </>
        }
      >
        {lost
          ? pieces("lobby.again_lost", { time })
          : isCrowded(problem.code)
            ? pieces("lobby.again_crowded", { time })
            : pieces("lobby.again_problem", { time }, { problem: problem.message })}
      </Banner>
    </div>
  );
}
