// What is recorded, who can see it, and that later is as good as live.
import { lazy, Suspense } from "react";
import type { Ticket } from "../../core/api";
import type { Choice } from "../../core/view/consent";
import { loadTexts } from "../../texts";
import css from "./lobby.module.css";

// Of its own, so that the lobby is there at once; nobody goes in before it was shown.
const Consent = lazy(() => loadTexts("class").then(() => import("./Consent")));

interface Props {
  ticket: Ticket;
  onChoice: (choice: Choice) => void;
}

export const RecordingNotice = (props: Props) => (
  <div className={`card ${css.notice}`} id="recording">
    <Suspense>
      <Consent {...props} />
    </Suspense>
  </div>
);

const Offer = lazy(() => import("./Later"));

export const Later = (props: { about: Ticket["class"]; playback: string }) => (
  <Suspense>
    <Offer {...props} />
  </Suspense>
);
