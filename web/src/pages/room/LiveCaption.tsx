// Below the stage: what is being said just now, and where nothing is, the line of the transcript that came last.
import { useEffect, useState } from "react";
import {
  captionsAt,
  heedCaption,
  LINGER,
  type LiveCaption as Line,
  READING_EVERY,
} from "../../core/liveCaptions";
import { lineAt } from "../../core/view/captions";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { useNow, useRoom } from "./context";
import "./liveCaption.css";

/** What the server tells while this window says that it shows captions. */
function useSaid(): { person: string; text: string }[] {
  const { live } = useRoom().session;
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [, drawAnew] = useState(0);
  useEffect(() => {
    const deaf = live.onSignal((signal) => setLines((now) => heedCaption(now, signal, performance.now())));
    const tell = () => live.signal({ type: "captions" });
    tell();
    const timer = setInterval(tell, READING_EVERY);
    return () => {
      deaf();
      clearInterval(timer);
    };
  }, [live]);
  useEffect(() => {
    if (lines.length === 0) return;
    const timer = setTimeout(() => drawAnew((times) => times + 1), LINGER);
    return () => clearTimeout(timer);
  }, [lines]);
  return captionsAt(lines, performance.now());
}

export default function LiveCaption() {
  const { people, session } = useRoom();
  const captions = useNow(session, (view) => view.captions);
  const said = useSaid();
  const [now, setNow] = useState(() => session.live.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(session.live.now()), 1000);
    return () => clearInterval(timer);
  }, [session]);
  const line = lineAt(captions, now, 12_000);
  const shown = said.length > 0 ? said : line ? [line] : [];
  return (
    <section className={`cap${said.length > 0 ? " now" : ""}`} aria-label={t("stage.live_captions")}>
      {shown.map(({ person, text }) => (
        <p key={person}>
          <span>
            <b>{t("stage.caption_by", { name: nameOf(people, person) })}</b> {text}
          </span>
        </p>
      ))}
      {shown.length === 0 && <p className="quiet">{t("stage.no_captions")}</p>}
    </section>
  );
}
