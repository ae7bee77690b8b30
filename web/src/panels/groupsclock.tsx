// How long the groups are still open; said aloud a minute and ten seconds before the end.
import type { BreakoutsView } from "../core/view/types";
import { t } from "../texts";
import { clock, leftClock } from "../ui/clock";
import { useNow } from "./timers";
import "./tools.css";

const MINUTE = 60_000;

function said(left: number, calledBack: boolean): string {
  if (left <= 10_000) return t("lesson.close_in_ten_seconds");
  if (calledBack) return t("lesson.called_back");
  return left <= MINUTE ? t("lesson.one_minute_left") : "";
}

export function GroupsClock({ breakouts, now }: { breakouts: BreakoutsView; now: () => number }) {
  const at = useNow(now);
  const { endsAt, calledBack, openedAt } = breakouts;
  if (endsAt === null)
    return (
      <span className="chip nums" role="timer" aria-live="off" aria-label={t("lesson.groups_open_for")}>
        {t("lesson.open_for", { time: clock(at - (openedAt ?? at)) })}
      </span>
    );
  const left = Math.max(0, endsAt - at);
  const soon = calledBack || left <= MINUTE;
  return (
    <span className={`chip${soon ? " warn" : ""}`}>
      <span className="nums" role="timer" aria-live="off" aria-label={t("lesson.groups_close_in")}>
        {t(calledBack ? "lesson.back_in" : "lesson.time_left", {
          time: leftClock(left),
        })}
      </span>
      <span className="vh" role="status">
        {said(left, calledBack)}
      </span>
    </span>
  );
}
