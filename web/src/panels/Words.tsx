// The words of a message as React nodes: addresses become links, names that it names stand out; nothing is markup.
import type { ReactNode } from "react";
import { partsOf } from "./mentions";
import type { PanelProps } from "./props";

const LINK = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g;

/** Plain text with its web addresses as links; nothing else of it is ever read as markup. */
export function withLinks(text: string): ReactNode[] {
  return text.split(LINK).map((part, index) =>
    index % 2 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
      <a key={index} href={part} target="_blank" rel="noreferrer noopener">
        {part}
      </a>
    ) : (
      part
    ),
  );
}

interface Props {
  text: string;
  mentions: readonly string[];
  people: PanelProps["people"];
  me: string;
}

export function Words({ text, mentions, people, me }: Props) {
  return (
    <p dir="auto">
      {partsOf(text, mentions, people).map((part, index) =>
        part.person === null ? (
          withLinks(part.text)
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
          <span key={index} className={`mention${part.person === me ? " me" : ""}`}>
            {part.text}
          </span>
        ),
      )}
    </p>
  );
}
