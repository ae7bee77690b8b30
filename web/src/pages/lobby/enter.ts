// From a name at the door to a place in the room: join, begin the class if one teaches it, or wait for it.
// Being let in one by one is the room's matter: it asks over its own connection.
import { ApiError, api, ask, type Joined, newId, type Ticket } from "../../core/api";

export type Step = "in" | "not_begun";

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
  if (ticket.class.state !== "scheduled") return "in";
  if (!staff(joined.role)) return "not_begun";
  await begin(joined);
  return "in";
}

/** The class begins when the first teacher goes in; if another was first, so much the better. */
async function begin(joined: Joined): Promise<void> {
  try {
    await api.command(joined.class, { id: newId("open"), do: "OpenClass" }, joined.token);
  } catch (problem) {
    if (!(problem instanceof ApiError) || problem.fault === "server") throw problem;
  }
}
