// What is recorded, who can see it, and that later is as good as live.
import { Clock } from "lucide-react";
import type { Ticket } from "../../core/api";
import css from "./lobby.module.css";

export function RecordingNotice({ about }: { about: Ticket["class"] }) {
  if (!about.recorded) {
    return (
      <div className={`card ${css.notice}`} id="recording">
        <h2>This class is not recorded</h2>
        <p className="muted small">
          What is said and shown is gone when the class ends. Chat and polls stay.
        </p>
      </div>
    );
  }
  return (
    <div className={`card ${css.notice}`} id="recording">
      <div className="row">
        <span className="rec">REC</span>
        <span className="small muted">
          {about.state === "live" ? "since the class began" : "starts with the class"}
        </span>
      </div>
      <h2>This class is recorded for those who are away</h2>
      <p className="muted small">
        Recorded are voices, cameras, shared screens, slides, chat, polls and captions. Only people of{" "}
        {about.course || "this course"} can play it. With camera and microphone off, neither your face nor
        your voice is kept.
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
          Not now? Later is as good: the same polls, the same chat, your vote and your comments count.{" "}
          <a href={playback}>Play from the beginning</a>
        </span>
      ) : (
        <span>
          Not now? The recording is there a second after the class ends, at this same address, with the same
          polls and chat.
        </span>
      )}
    </p>
  );
}
