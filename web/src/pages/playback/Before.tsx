// The chat of a class that has not begun: for whoever comes early, and for what is to be said beforehand.
import { useState } from "react";
import type { TimelineAnswer } from "../../core/api";
import { isStaff } from "../../core/view/people";
import { ChatPanel } from "../../panels/chat";
import type { Drafts } from "../../panels/drafts";
import css from "./playback.module.css";
import type { Classroom } from "./useClassroom";

export function Before({ first, room }: { first: TimelineAnswer; room: Classroom }) {
  const [drafts] = useState<Drafts>(() => new Map());
  const { timeline, act, pending, commands, files } = room;
  // In a class with a lobby nobody writes before they are let in.
  const view = timeline.live();
  const waits = view.lobby.door !== "open" && !isStaff(first.me.role);
  if (first.me.person === null || waits) return null;
  return (
    <section className={css.before} aria-label="Chat before class">
      <ChatPanel
        view={view}
        people={timeline.people}
        me={first.me}
        mode="live"
        act={act}
        drafts={drafts}
        pending={pending}
        retry={commands.retry}
        discard={commands.drop}
        files={files}
      />
    </section>
  );
}
