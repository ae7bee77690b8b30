// The notice of recording: what is kept and who can play it, that going in agrees to it, and how not to be in it.
import { useEffect, useState } from "react";
import type { Ticket } from "../../core/api";
import { type Choice, NOTICE } from "../../core/view/consent";
import { t } from "../../texts";
import css from "./lobby.module.css";

/** Whoever stays out of recordings does so until they say otherwise. */
const KEY = "amphi.unrecorded";

interface Props {
  ticket: Ticket;
  onChoice: (choice: Choice) => void;
}

export default function Consent(props: Props) {
  if (props.ticket.class.recorded) return <Recorded {...props} />;
  return (
    <>
      <h2>{t("consent.class_not_recorded")}</h2>
      <p className="muted small">{t("consent.class_not_recorded_hint")}</p>
    </>
  );
}

function Recorded({ ticket, onChoice }: Props) {
  const { class: about, role } = ticket;
  // Who teaches pauses the recording instead: a class without its teacher is none.
  const asks = role !== "instructor";
  const [out, setOut] = useState(() => asks && localStorage.getItem(KEY) !== null);
  useEffect(() => onChoice({ recorded: !out, notice: NOTICE }), [out, onChoice]);
  const choose = (wanted: boolean) => {
    if (wanted) localStorage.setItem(KEY, "1");
    else localStorage.removeItem(KEY);
    setOut(wanted);
  };
  return (
    <>
      <div className="row">
        <span className="rec">{t("lobby.rec")}</span>
        <span className="small muted">
          {t(about.state === "live" ? "consent.since_it_began" : "consent.starts_with_it")}
        </span>
      </div>
      <h2>{t("consent.recorded")}</h2>
      <p className="muted small">
        {about.course ? t("consent.recorded_of", { course: about.course }) : t("consent.recorded_hint")}
      </p>
      <p className="small">{t(out ? "consent.agree_out" : "consent.agree")}</p>
      {asks && (
        <label className={css.out}>
          <input type="checkbox" checked={out} onChange={(event) => choose(event.target.checked)} />
          <span>{t("consent.take_part_unrecorded")}</span>
        </label>
      )}
    </>
  );
}
