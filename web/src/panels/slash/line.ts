// Whether a line of the chat is a command: known before the table of commands has come.
import type { Deed, Row } from "./row";

/** What a line means to a person now. */
export type Reading =
  | { is: "text" }
  | { is: "ready"; row: Row; deed: Deed }
  | { is: "trouble"; says: string; known: boolean };

/** Whether a text is meant as a command; `//` and a leading space write a text that begins with a slash. */
export const isSlash = (text: string): boolean => text.startsWith("/") && !text.startsWith("//");
/** The text as it is sent: without the second slash. */
export const asText = (text: string): string => (text.startsWith("//") ? text.slice(1) : text);
