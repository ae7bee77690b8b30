// What comes so often in class that only those parts of a page are drawn anew for it that show it.
import type { View } from "./types";

const OFTEN: readonly (keyof View)[] = ["at", "board", "captions", "chat", "notebook"];

/** Whether nothing else came between two views; a board that comes onto the stage is something else. */
export function onlyOften(before: View, now: View): boolean {
  const others = (Object.keys(now) as (keyof View)[]).filter((one) => !OFTEN.includes(one));
  return now.board.places === before.board.places && others.every((one) => now[one] === before[one]);
}
