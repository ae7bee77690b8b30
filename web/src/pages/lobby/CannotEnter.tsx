// Why somebody cannot go in, and what to do instead. A wrong link and a lost network differ.
import { Link2Off, WifiOff } from "lucide-react";
import type { ApiError } from "../../core/api";
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
