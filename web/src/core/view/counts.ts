// What is counted of each person in attendance.
export const KINDS = [
  "messages",
  "hands",
  "questions",
  "reactions",
  "answers",
  "strokes",
  "comments",
  "tasks",
] as const;
export type Kind = (typeof KINDS)[number];
export type Counts = Record<Kind, number>;

export const nothing = () => Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Counts;
