// How long the groups are still open; said aloud a minute and ten seconds before the end.
import type { BreakoutsView } from "../core/view/types";
import { clock } from "../ui/clock";
import { useNow } from "./timers";
import "./tools.css";

const MINUTE = 60_000;

function said(left: number, calledBack: boolean): string {
  if (left <= 10_000) return "The groups close in ten seconds";
  if (calledBack) return "Everybody is called back";
  return left <= MINUTE ? "One minute left in the groups" : "";
}

export function GroupsClock({ breakouts, now }: { breakouts: BreakoutsView; now: () => number }) {
  const at = useNow(now);
  const { endsAt, calledBack, openedAt } = breakouts;
  if (endsAt === null)
    return (
      <span className="chip nums" role="timer" aria-live="off" aria-label="Groups open for">
        open for {clock(at - (openedAt ?? at))}
      </span>
    );
  const left = Math.max(0, endsAt - at);
  const soon = calledBack || left <= MINUTE;
  return (
    <span className={`chip${soon ? " warn" : ""}`}>
      <span className="nums" role="timer" aria-live="off" aria-label="Groups close in">
        {calledBack ? "Back in " : ""}
        {clock(Math.ceil(left / 1000) * 1000)}
        {calledBack ? "" : " left"}
      </span>
      <span className="vh" role="status">
        {said(left, calledBack)}
      </span>
    </span>
  );
}
