// Giving a task: now, or in the recording at the moment that it shows.
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import { clock, wallDay, wallTime } from "../../ui/clock";
import type { Assignment } from "../../wire";
import type { PanelProps } from "../props";

/** What the button that gives says; null where nothing can be given yet: before class there is no board for a note. */
export function giveWords(
  view: View,
  { mode, position = 0 }: Pick<PanelProps, "mode" | "position">,
  kind: Assignment["kind"],
): string | null {
  if (view.lesson.openedAt === null) return kind === "board" ? null : t("tasks.give_early");
  if (mode === "live") return t("tasks.give");
  return view.lesson.endedAt === null ? null : t("tasks.give_at", { time: clock(position) });
}

/** By when a task for before class is asked for; empty where nothing is. */
export function beforeWords({ lesson: { startsAt, openedAt } }: View, { before }: Assignment): string {
  if (!before) return "";
  return startsAt === null || openedAt !== null
    ? t("tasks.for_before")
    : t("tasks.by_start", { day: wallDay(startsAt), time: wallTime(startsAt) });
}

/** What went wrong, in words; empty when nothing did. */
export const troubleOf = (outcome: Awaited<ReturnType<PanelProps["act"]>>): string =>
  outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`;
