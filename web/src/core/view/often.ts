// What comes so often in class that only those parts of a page are drawn anew for it that show it.
import type { View } from "./types";

type Part = keyof View;
const DRAWN: readonly Part[] = ["at", "board"];
const OFTEN: readonly Part[] = [...DRAWN, "captions", "chat", "notebook"];

/** Whether two views differ in these parts only; a board that comes onto the stage is more than a drawing. */
function differOnly(before: View, now: View, parts: readonly Part[]): boolean {
  const others = (Object.keys(now) as Part[]).filter((one) => !parts.includes(one));
  return now.board.places === before.board.places && others.every((one) => now[one] === before[one]);
}

/** Whether nothing but drawings came between two views. */
export const onlyDrawn = (before: View, now: View): boolean => differOnly(before, now, DRAWN);

/** Whether nothing but drawings, messages, captions and notes came. */
export const onlyOften = (before: View, now: View): boolean => differOnly(before, now, OFTEN);
