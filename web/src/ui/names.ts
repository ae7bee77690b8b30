// Initials, grounds and roles from names and ids.
import { t } from "../texts";
import type { Role } from "../wire";

/** At most two letters: of the first and the last word. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s-]+/)
    .filter(Boolean);
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const last = words.length > 1 ? ([...(words[words.length - 1] ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}

/** 1 to 4, the same for one id everywhere. */
export function hue(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (sum % 4) + 1;
}

/** What stands behind a name; nothing behind a student's, or while the role is not known. */
export function roleWord(role: Role | ""): string {
  if (role === "student" || role === "") return "";
  return t(role === "instructor" ? "ui.teacher" : `ui.${role}`);
}
