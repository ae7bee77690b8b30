// Why somebody cannot go in, and what to do instead. A wrong link, a lost network and an ended class differ.
import { CircleCheckBig, Link2Off, WifiOff } from "lucide-react";
import type { ApiError, Ticket } from "../../core/api";
import { t } from "../../texts";
import css from "./lobby.module.css";

export function CannotEnter({ error, again }: { error: ApiError; again: () => void }) {
  const lost = error.fault === "server";
  return (
    <main className={css.note}>
      {lost ? <WifiOff aria-hidden="true" /> : <Link2Off aria-hidden="true" />}
      <h1>{lost ? t("lobby.cannot_reach") : t("lobby.wrong_link")}</h1>
      <p role="alert">
        {error.message} {error.next}
      </p>
      <div className="row">
        {lost && (
          <button type="button" className="btn go" onClick={again}>
            {t("lobby.try_again")}
          </button>
        )}
        <a className="btn" href="/">
          {t("ui.my_desk")}
        </a>
      </div>
    </main>
  );
}

export function Ended({ about, playback }: { about: Ticket["class"]; playback: string }) {
  return (
    <main className={css.note}>
      <CircleCheckBig aria-hidden="true" />
      <h1>{t("lobby.has_ended", { title: about.title })}</h1>
      <p>{about.recorded ? t("lobby.ended_recorded") : t("lobby.ended_unrecorded")}</p>
      <div className="row">
        <a className="btn go lg" href={playback}>
          {t("lobby.play_class")}
        </a>
        <a className="btn lg" href="/">
          {t("ui.my_desk")}
        </a>
      </div>
    </main>
  );
}
