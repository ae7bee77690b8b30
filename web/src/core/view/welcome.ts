// What everybody who comes in is told.
import type { Entry } from "../../wire";
import type { WelcomeView } from "./types";

export const noWelcome: WelcomeView = { text: "", seq: 0 };

export function foldWelcome(welcome: WelcomeView, { seq, event }: Entry): WelcomeView {
  return event.type === "WelcomeSet" ? { text: event.text, seq } : welcome;
}
