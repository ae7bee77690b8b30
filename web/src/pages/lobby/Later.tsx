// Not now? Later is as good as live, and a class that is on can be played from its beginning.
import { Clock } from "lucide-react";
import type { Ticket } from "../../core/api";
import { t } from "../../texts";
import css from "./lobby.module.css";

export default function Later({ about, playback }: { about: Ticket["class"]; playback: string }) {
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
