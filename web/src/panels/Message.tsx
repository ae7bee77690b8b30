// One message: who, when, to whom, and what can be done with it.
import { Ellipsis, Reply, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { isStaff } from "../core/view/people";
import type { MessageView, View } from "../core/view/types";
import { Avatar } from "../ui/Avatar";
import { clock, wallTime } from "../ui/clock";
import { Menu } from "../ui/Menu";
import { roleWord } from "../ui/names";
import { nameOf, type PanelProps } from "./props";

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

/** "to the teachers", "in Pair 1", "only to Kofi"; empty for everyone. */
export function audienceWord(to: string, view: View, people: PanelProps["people"]): string {
  if (to === "everyone") return "";
  if (to === "staff") return "to the teachers";
  const [kind, id = ""] = to.split(":");
  if (kind === "person") return `only to ${nameOf(people, id)}`;
  return `in ${view.breakouts.groups.find((one) => one.group === id)?.name ?? "a group"}`;
}

interface Props extends PanelProps {
  message: MessageView;
  quoted: MessageView | undefined;
  onReply: (message: MessageView) => void;
}

export function Message({ message, quoted, onReply, ...panel }: Props) {
  const { view, people, me, act, mode, openedAt } = panel;
  const name = nameOf(people, message.by);
  const word = roleWord[view.people.byId.get(message.by)?.role ?? people[message.by]?.role ?? ""];
  const to = audienceWord(message.to, view, people);
  const mayRedact = !message.redacted && (message.by === me.person || isStaff(me.role));
  const entries = [
    { id: "reply", label: "Reply", icon: <Reply className="i s" />, run: () => onReply(message) },
    ...(mayRedact
      ? [
          {
            id: "redact",
            label: "Take back",
            icon: <Trash2 className="i s" />,
            danger: true,
            run: () => void act({ do: "RedactMessage", message: message.message }),
          },
        ]
      : []),
  ];
  const time = mode === "live" && openedAt ? wallTime(openedAt + message.at) : clock(message.at);
  return (
    <article className={`msg${message.late ? " late" : ""}`} aria-label={`${name}, ${time}`}>
      <Avatar id={message.by} name={name} later={message.late} size="s" />
      <header>
        <b className="clip" dir="auto">
          {name}
        </b>
        {word && <span>{word}</span>}
        {panel.seek ? (
          <button type="button" className="moment nums" onClick={() => panel.seek?.(message.at)}>
            {time}
          </button>
        ) : (
          <span className="nums">{time}</span>
        )}
        {message.late && <span className="later-word">later</span>}
        {to && <span className="to-word clip">{to}</span>}
      </header>
      <div className="said">
        {quoted && (
          <blockquote className="quote clip">
            {nameOf(people, quoted.by)}: {quoted.redacted ? "taken back" : quoted.text}
          </blockquote>
        )}
        <p className={message.redacted ? "muted" : ""} dir="auto">
          {message.redacted ? "This message was taken back." : withLinks(message.text)}
        </p>
      </div>
      {!message.redacted && (
        <span className="msg-menu">
          <Menu label={`Message of ${name}`} groups={[{ entries }]}>
            <AriaButton className="btn ic bare sm" aria-label={`Options for the message of ${name}`}>
              <Ellipsis className="i s" />
            </AriaButton>
          </Menu>
        </span>
      )}
    </article>
  );
}
