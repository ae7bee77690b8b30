// Whoever comes late into a large class watches first: the camera brought from the lobby stays off.
import { comesLate, SEEN } from "../../core/view/people";
import { t } from "../../texts";
import type { Session } from "./session";

/** Whether the camera is sent from the beginning; the person is told when it is not. */
export function seenAtFirst(session: Session): boolean {
  const { live, entry } = session;
  const late = comesLate(live.timeline.live().people, live.state.me.person);
  if (!late || entry.initialStreams.cameraChosen) return true;
  session.tell(t("room.came_late", { count: SEEN }));
  return false;
}
