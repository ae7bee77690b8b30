// To whom a class is shown once it has ended.
import type { Entry, VisibilitySet } from "../../wire";

export type Level = VisibilitySet["level"];

/** Each holds all before it. */
export const LEVELS: readonly Level[] = ["staff", "class", "course", "link", "public"];

export const foldVisibility = (level: Level, { event }: Entry): Level =>
  event.type === "VisibilitySet" ? event.level : level;
