// The words of a message as React nodes: addresses, code and formulas are shown as such; nothing is ever markup.
import { Fragment, type ReactNode, useMemo } from "react";
import { type Part, richParts } from "../core/rich";
import { Formula } from "./Formula";
import { partsOf } from "./mentions";
import type { PanelProps } from "./props";

interface Props {
  text: string;
  mentions?: readonly string[];
  people?: PanelProps["people"];
  me?: string;
}

/** A name that a text names stands out. */
function named(text: string, { mentions = [], people = {}, me }: Props): ReactNode {
  if (mentions.length === 0) return text;
  return partsOf(text, mentions, people).map((part, index) =>
    part.person === null ? (
      part.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
      <span key={index} className={`mention${part.person === me ? " me" : ""}`}>
        {part.text}
      </span>
    ),
  );
}

function drawn(part: Part, props: Props): ReactNode {
  switch (part.kind) {
    case "text":
      return named(part.text, props);
    case "link":
      return (
        <a href={part.text} target="_blank" rel="noreferrer noopener" dir="ltr">
          {part.text}
        </a>
      );
    case "code":
      return <code dir="ltr">{part.text}</code>;
    case "codeblock":
      return (
        <code className="block" dir="ltr">
          {part.text}
        </code>
      );
    case "formula":
      return <Formula source={part.text} />;
    case "formulablock":
      return <Formula source={part.text} block />;
    case "bold":
      return <strong>{all(part.parts, props)}</strong>;
    case "italic":
      return <em>{all(part.parts, props)}</em>;
  }
}

function all(parts: readonly Part[], props: Props): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
  return parts.map((part, index) => <Fragment key={index}>{drawn(part, props)}</Fragment>);
}

export function Words(props: Props) {
  const parts = useMemo(() => richParts(props.text), [props.text]);
  return <p dir="auto">{all(parts, props)}</p>;
}
