// Why somebody cannot go in, and what to do instead. A wrong link, a lost network and an ended class differ.
import { CircleCheckBig, Link2Off, WifiOff } from "lucide-react";
import type { ApiError, Ticket } from "../../core/api";
import css from "./lobby.module.css";

export function CannotEnter({ error, again }: { error: ApiError; again: () => void }) {
  const lost = error.fault === "server";
  return (
    <main className={css.note}>
      {lost ? <WifiOff aria-hidden="true" /> : <Link2Off aria-hidden="true" />}
      <h1>{lost ? "We cannot reach the class" : "This link does not open a class"}</h1>
      <p role="alert">
        {error.message} {error.next}
      </p>
      <div className="row">
        {lost && (
          <button type="button" className="btn go" onClick={again}>
            Try again
          </button>
        )}
        <a className="btn" href="/">
          My desk
        </a>
      </div>
    </main>
  );
}

export function Ended({ about, playback }: { about: Ticket["class"]; playback: string }) {
  return (
    <main className={css.note}>
      <CircleCheckBig aria-hidden="true" />
      <h1>{about.title} has ended</h1>
      <p>
        {about.recorded
          ? "You have missed nothing: the class is ready to play, with its chat and polls. Your votes and comments still count."
          : "It was not recorded. Chat and polls are kept, and you can still answer."}
      </p>
      <div className="row">
        <a className="btn go lg" href={playback}>
          Play the class
        </a>
        <a className="btn lg" href="/">
          My desk
        </a>
      </div>
    </main>
  );
}
