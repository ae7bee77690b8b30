// How long the recordings of a course are kept, and what goes when, as the school tells it.
import { ask } from "./api";

export const STEPS = ["cameras", "voices", "stage", "sound"] as const;
export type Step = (typeof STEPS)[number];
/** After how many days each goes; null: never. */
export type Keeping = Record<Step, number | null>;
export interface Told {
  keeping: Keeping;
  plan: { class: string; title: string; step: Step; at: number; due: boolean }[];
  more: boolean;
}

async function told(course: string, rest = "", method = "GET", keeping?: Keeping): Promise<Told> {
  const options = keeping && {
    body: JSON.stringify({ keeping }),
    headers: { "Content-Type": "application/json" },
  };
  return (await ask(`/courses/${course}/keeping${rest}`, { method, ...options })).json();
}

export const keepingApi = {
  read: (course: string) => told(course),
  preview: (course: string, keeping: Keeping) => told(course, "/preview", "POST", keeping),
  set: (course: string, keeping: Keeping) => told(course, "", "PUT", keeping),
};
