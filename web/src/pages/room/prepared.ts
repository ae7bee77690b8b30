// The polls prepared for this course, at hand for those who lead; one key starts the next.
import { useCallback, useEffect, useState } from "react";
import { get, type Prepared } from "../../core/api";
import type { Act } from "../../core/commands";
import { nextOf } from "../../core/view/polls";
import { t } from "../../texts";
import type { Room } from "./context";

export function usePrepared({ session, leads }: Pick<Room, "session" | "leads">): readonly Prepared[] {
  const [prepared, setPrepared] = useState<readonly Prepared[]>([]);
  const { classId, token } = session.entry;
  useEffect(() => {
    if (!leads) return setPrepared([]);
    let here = true;
    get<{ polls: Prepared[] }>(`/classes/${classId}/bank`, token).then(
      ({ polls }) => here && setPrepared(polls),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [leads, classId, token]);
  return prepared;
}

/** Starts the next prepared poll and says which one it is, or why there is none. */
export function useStartNext(
  prepared: readonly Prepared[],
  { view, leads, tell }: Room,
  act: Act,
): () => void {
  return useCallback(() => {
    if (!leads) return;
    const next = nextOf(prepared, view.polls.polls);
    if (!next) return tell(t(prepared.length > 0 ? "room.all_polls_asked" : "room.no_poll_prepared"));
    void act({ do: "OpenPoll", ...next }).then((outcome) =>
      outcome.ok
        ? tell(t("room.poll_started", { question: next.question }))
        : tell(`${outcome.error.message} ${outcome.error.next}`, "bad"),
    );
  }, [prepared, view, leads, tell, act]);
}
