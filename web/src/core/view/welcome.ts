// What everybody who comes in is told.
import type { Entry } from "../../wire";

export interface WelcomeView {
  text: string;
  /** Of the entry that set it. */
  seq: number;
}

export const noWelcome: WelcomeView = { text: "", seq: 0 };

export function foldWelcome(welcome: WelcomeView, { seq, event }: Entry): WelcomeView {
  return event.type === "WelcomeSet" ? { text: event.text, seq } : welcome;
}
