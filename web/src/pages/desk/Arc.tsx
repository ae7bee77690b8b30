// The share of a class that somebody has done, as an arch.
import { locale, t } from "../../texts";
import css from "./desk.module.css";

export function Arc({ share }: { share: number }) {
  const percent = Math.round(share * 100);
  const words = (percent / 100).toLocaleString(locale(), { style: "percent" });
  return (
    <div className={css.arc} data-done={share >= 1 || undefined}>
      <svg viewBox="0 0 58 34" fill="none" strokeWidth="6" strokeLinecap="round" aria-hidden="true">
        <path d="M4 31a25 25 0 0 1 50 0" stroke="var(--line)" />
        {percent > 0 && (
          <path
            d="M4 31a25 25 0 0 1 50 0"
            stroke="currentColor"
            pathLength="100"
            strokeDasharray={`${percent} 200`}
          />
        )}
      </svg>
      <b className="nums">
        <span aria-hidden="true">{words}</span>
        <span className="vh">{t("desk.played", { share: words })}</span>
      </b>
    </div>
  );
}
