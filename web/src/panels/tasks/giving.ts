// Giving a task: now, or in the recording at the moment that it shows.
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import { clock } from "../../ui/clock";
import type { PanelProps } from "../props";

/** What the button that gives says; null where nothing can be given yet. */
export function giveWords(
  view: View,
  { mode, position = 0 }: Pick<PanelProps, "mode" | "position">,
): string | null {
  if (view.lesson.openedAt === null) return null;
  if (mode === "live") return t("tasks.give");
  return view.lesson.endedAt === null ? null : t("tasks.give_at", { time: clock(position) });
}

/** What went wrong, in words; empty when nothing did. */
export const troubleOf = (outcome: Awaited<ReturnType<PanelProps["act"]>>): string =>
  outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`;
