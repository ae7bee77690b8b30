// A small state in a word or two; colour repeats the word, never replaces it.
import type { ReactNode } from "react";

interface Props {
  tone?: "plain" | "ok" | "warn" | "bad" | "acc" | "hollow";
  children: ReactNode;
  title?: string;
}

export function Chip({ tone = "plain", children, title }: Props) {
  return (
    <span className={`chip ${tone}`} title={title}>
      {children}
    </span>
  );
}
