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

export const RecordingNotice = (props: Props) => (
  <div className={`card ${css.notice}`} data-recorded={props.ticket.class.recorded} id="recording">
    <Suspense>
      <Consent {...props} />
    </Suspense>
  </div>
);

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
