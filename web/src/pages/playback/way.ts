// The way into the room while the class runs: by the link in hand, else by the desk's.
import { useEffect, useState } from "react";
import { deskApi } from "../../core/deskApi";
import { here } from "../desk/model";

export function useRoom(classId: string, ticket: string | null, live: boolean): string | null {
  const [found, setFound] = useState<string | null>(null);
  useEffect(() => {
    if (ticket || !live) return;
    deskApi.desk().then(
      (desk) => {
        const one = desk.classes.find((known) => known.id === classId);
        if (one) setFound(here(one.join.instructor ?? one.join.student));
      },
      () => undefined,
    );
  }, [classId, ticket, live]);
  return ticket ? `/join/${encodeURIComponent(ticket)}` : found;
}

/** The lobby's sign that somebody comes from the recording and wants to go straight in. */
export const STRAIGHT_IN = "#in";
