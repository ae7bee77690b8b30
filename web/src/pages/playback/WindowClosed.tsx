// In the place of the comment box once late work is no longer taken: since when, and whom to ask.
import { CalendarX } from "lucide-react";
import type { People } from "../../core/api";
import type { View } from "../../core/view/types";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { Banner } from "../../ui/Banner";
import { wallDay, wallTime } from "../../ui/clock";

export function WindowClosed({ closes, view, people }: { closes: number; view: View; people: People }) {
  const leader = [...view.people.byId.values()].find((one) => one.role === "instructor");
  const values = { day: wallDay(closes), time: wallTime(closes) };
  return (
    <Banner icon={<CalendarX className="i" aria-hidden="true" />} title={t("late.closed", values)} live="off">
      {leader ? t("late.ask_for_time", { name: nameOf(people, leader.id) }) : t("late.ask_teacher_for_time")}
    </Banner>
  );
}
