// What only the desk, and whoever prepares classes, asks of the school.
import { type Desk, type Door, get, type Prepared, post } from "./api";

export const deskApi = {
  desk: () => get<Desk>("/desk"),
  signOut: () => post<{ ok: true }>("/signout", {}),
  createCourse: (title: string) => post<{ id: string }>("/courses", { title }),
  createClass: (course: string, title: string, starts_at?: number, door: Door = "open") =>
    post<{ id: string; join: { instructor: string; student: string }; playback: string }>("/classes", {
      course,
      title,
      starts_at,
      door,
    }),
  prepared: async (course: string) => (await get<{ polls: Prepared[] }>(`/courses/${course}/polls`)).polls,
  prepare: (course: string, polls: readonly Prepared[]) =>
    post<{ polls: Prepared[] }>(`/courses/${course}/polls`, { polls }, undefined, "PUT"),
};
