// What only the desk, and whoever prepares classes, asks of the school.
import { ask, type Desk, type Door, get, type Prepared, post } from "./api";

export const deskApi = {
  desk: () => get<Desk>("/desk"),
  createCourse: (title: string) => post<{ id: string }>("/courses", { title }),
  /** `alone`: a lecture that one records by oneself, a draft until it is published. */
  record: (course: string, title: string) =>
    post<{ id: string; join: { instructor: string } }>("/classes", { course, title, alone: true }),
  discard: (id: string, token?: string) => ask(`/classes/${id}`, { method: "DELETE" }, token),
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
