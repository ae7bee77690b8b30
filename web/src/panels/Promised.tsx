// By when an open question is answered, as the course promises.
import { answerBy } from "../core/view/terms";
import { t } from "../texts";
import { Chip } from "../ui/Chip";
import { wallDay } from "../ui/clock";

export function Promised({ wrote, days, now }: { wrote: number; days: number; now: number }) {
  const due = answerBy(wrote, days);
  const values = { day: wallDay(due) };
  if (due < now) return <Chip tone="warn">{t("late.answer_overdue", values)}</Chip>;
  return <span className="small muted">{t("late.answer_by", values)}</span>;
}
