// What is recorded, who can see it, and that later is as good as live.
import { Clock } from "lucide-react";
import type { Ticket } from "../../core/api";
import { t } from "../../texts";
import css from "./lobby.module.css";

export function RecordingNotice({ about }: { about: Ticket["class"] }) {
  if (!about.recorded) {
    return (
      <div className={`card ${css.notice}`} id="recording">
        <h2>{t("lobby.not_recorded")}</h2>
        <p className="muted small">{t("lobby.not_recorded_hint")}</p>
      </div>
    );
  }
  return (
    <div className={`card ${css.notice}`} id="recording">
      <div className="row">
        <span className="rec">{t("lobby.rec")}</span>
        <span className="small muted">
          {about.state === "live" ? t("lobby.since_it_began") : t("lobby.starts_with_it")}
        </span>
      </div>
      <h2>{t("lobby.recorded")}</h2>
      <p className="muted small">
        {about.course ? t("lobby.recorded_of", { course: about.course }) : t("lobby.recorded_hint")}
      </p>
    </div>
  );
}

export function Later({ about, playback }: { about: Ticket["class"]; playback: string }) {
  if (!about.recorded) return null;
  return (
    <p className={css.later}>
      <Clock className="i" aria-hidden="true" />
      {about.state === "live" ? (
        <span>
          {t("lobby.later_live")}
          <span className="row wrap">
            <a className="btn" href={playback}>
              {t("lobby.play_from_beginning")}
            </a>
            <a href={`${playback}#missed`}>{t("lobby.missed")}</a>
          </span>
        </span>
      ) : (
        <span>{t("lobby.later_scheduled")}</span>
      )}
    </p>
  );
}
