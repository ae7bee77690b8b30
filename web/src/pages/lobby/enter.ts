// From a name at the door to a place in the room: join, begin the class if one teaches it, or wait to be let in.
import { ApiError, api, ask, type Joined, newId, type Ticket } from "../../core/api";

export type Step = "in" | "not_begun" | "asked" | "declined";

const staff = (role: string) => role === "instructor" || role === "assistant";

/** Joins under a name; after a reload this window is still the same person. */
export async function joinAs(code: string, classId: string, name: string): Promise<Joined> {
  const own = sessionStorage.getItem(`amphi.person.${classId}`) ?? undefined;
  const body = JSON.stringify({ ticket: code, name });
  const headers = { "Content-Type": "application/json" };
  return (await ask("/join", { method: "POST", body, headers }, own)).json() as Promise<Joined>;
}

/** What stands between a joined person and the room right now. */
export async function nextStep(ticket: Ticket, joined: Joined): Promise<Step> {
  if (ticket.class.state === "scheduled") {
    if (!staff(joined.role)) return "not_begun";
    await begin(joined);
    return "in";
  }
  if (!ticket.class.lobby || staff(joined.role)) return "in";
  return admission(joined);
}

/** The class begins when the first teacher goes in; if another was first, so much the better. */
async function begin(joined: Joined): Promise<void> {
  try {
    await api.command(joined.class, { id: newId("open"), do: "OpenClass" }, joined.token);
  } catch (problem) {
    if (!(problem instanceof ApiError) || problem.fault === "server") throw problem;
  }
}

/** Asks to be let in, once, and looks for the answer on the timeline. */
async function admission(joined: Joined): Promise<Step> {
  const timeline = await api.timeline(joined.class, 0, joined.token);
  let step: Step | null = null;
  for (const entry of timeline.entries) {
    if (!("event" in entry)) continue;
    const { event } = entry;
    if (event.type === "AdmissionAsked" && event.person === joined.person) step = "asked";
    if (event.type === "PersonAdmitted" && event.person === joined.person) step = "in";
    if (event.type === "PersonJoined" && event.person === joined.person) step = "in";
    if (event.type === "AdmissionDeclined" && event.person === joined.person) step = "declined";
  }
  if (step !== null) return step;
  try {
    await api.command(joined.class, { id: newId("join"), do: "JoinClass" }, joined.token);
  } catch (problem) {
    if (!(problem instanceof ApiError) || problem.fault === "server") throw problem;
  }
  return "asked";
}
