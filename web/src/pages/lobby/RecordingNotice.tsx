// What is recorded, who can see it, and that later is as good as live.
import { Clock } from "lucide-react";
import { lazy, Suspense } from "react";
import type { Ticket } from "../../core/api";
import type { Choice } from "../../core/view/consent";
import { loadTexts, t } from "../../texts";
import css from "./lobby.module.css";

// Of its own, so that the lobby is there at once; nobody goes in before it was shown.
const Consent = lazy(() => loadTexts("class").then(() => import("./Consent")));

interface Props {
  ticket: Ticket;
  onChoice: (choice: Choice) => void;
}

export function RecordingNotice({ ticket, onChoice }: Props) {
  if (ticket.class.recorded)
    return (
      <div className={`card ${css.notice} ${css.asks}`} id="recording">
        <Suspense>
          <Consent ticket={ticket} onChoice={onChoice} />
        </Suspense>
      </div>
    );
  return (
    <div className={`card ${css.notice}`} id="recording">
      <h2>{t("lobby.not_recorded")}</h2>
      <p className="muted small">{t("lobby.not_recorded_hint")}</p>
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
