// The class is over: it can be played.
import { CircleCheckBig } from "lucide-react";
import type { Ticket } from "../../core/api";
import { t } from "../../texts";
import css from "./lobby.module.css";

export default function Ended({ about, playback }: { about: Ticket["class"]; playback: string }) {
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
