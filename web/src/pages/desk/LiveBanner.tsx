// The class that is on now, and two ways in: live, or from the beginning.
import { History } from "lucide-react";
import type { DeskClass } from "../../core/api";
import { t } from "../../texts";
import { wallTime } from "../../ui/clock";
import { CopyLink } from "./CopyLink";
import css from "./desk.module.css";
import { countWords, here, lasting, teaches } from "./model";

const RINGS = [
  { radius: 54, width: 24, dash: "16 4", tone: 0.34 },
  { radius: 88, width: 22, dash: "17 4", tone: 0.24 },
  { radius: 120, width: 20, dash: "18 5", tone: 0.15 },
];

export function LiveBanner({ one, course, now }: { one: DeskClass; course: string; now: number }) {
  const enter = here(one.join.instructor ?? one.join.student);
  const counts = countWords(one.counts);
  return (
    <section className={css.live} aria-label={t("desk.on_now", { title: one.title })}>
      <svg className={css.arcs} viewBox="0 0 280 140" fill="none" stroke="#9CC0FF" aria-hidden="true">
        {RINGS.map(({ radius, width, dash, tone }) => (
          <path
            key={radius}
            d={`M${140 - radius} 140a${radius} ${radius} 0 0 1 ${radius * 2} 0`}
            strokeWidth={width}
            strokeDasharray={dash}
            strokeOpacity={tone}
          />
        ))}
        <path d="M112 140a28 28 0 0 1 56 0z" fill="#6E9BE8" stroke="none" />
      </svg>
      <div className={`row wrap small ${css.liveTop}`}>
        {(one as DeskClass & { recorded?: boolean }).recorded !== false && (
          <span className="rec">{t("desk.rec")}</span>
        )}
        {one.opened_at !== null && (
          <span className={css.since}>
            {t("desk.on_since", {
              time: wallTime(one.opened_at),
              length: lasting(Math.max(1_000, now - one.opened_at)),
            })}
          </span>
        )}
        <span className="grow" />
        {teaches(one) && (
          <CopyLink label={t("desk.copy_student_link")} link={one.join.student} kind="bare" size="sm" />
        )}
      </div>
      <div>
        <h2>{one.title}</h2>
        <p className={css.sub}>{[course, counts].filter(Boolean).join(" · ")}</p>
      </div>
      <div className="row wrap">
        <a className="btn go lg" href={enter}>
          {t("desk.go_in_now")}
        </a>
        <a className="btn lg" href={here(one.playback)}>
          <History className="i" aria-hidden="true" />
          {t("desk.from_the_beginning")}
        </a>
      </div>
    </section>
  );
}
