// The chat of the class: messages and polls at their moments, and what is still on its way.
import { CircleAlert, MessageSquare } from "lucide-react";
import { useMemo, useState } from "react";
import type { Pending } from "../core/commands";
import type { MessageView, PollView, View } from "../core/view/types";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Composer } from "./Composer";
import { useDraft } from "./drafts";
import { useFollow } from "./follow";
import { HandsStrip } from "./Hands";
import { Message } from "./Message";
import { PollCard } from "./PollCard";
import { nameOf, type PanelProps } from "./props";
import "./panels.css";

/** How many lines are drawn before "Show earlier": enough to read, cheap to draw. */
const WINDOW = 150;

type Line = { at: number; seq: number } & ({ message: MessageView } | { poll: PollView });

function lines(view: View): Line[] {
  const said: Line[] = view.chat.messages.map((message) => ({ at: message.at, seq: message.seq, message }));
  const asked: Line[] = view.polls.polls.map((poll) => ({ at: poll.openedAt, seq: 0, poll }));
  return [...said, ...asked].sort((a, b) => a.at - b.at || a.seq - b.seq);
}

function Unsent({ one, panel }: { one: Pending; panel: PanelProps }) {
  if (one.command.do !== "Say") return null;
  const { id, text } = one.command;
  const lost = one.error?.code === "no_connection" || one.error?.code === "timeout";
  const cut = panel.mode === "live" && lost;
  return (
    <article className="msg pending" aria-label="Your message on its way">
      <Avatar id={panel.me.person} name={nameOf(panel.people, panel.me.person)} size="s" />
      <header>
        <b className="clip">{nameOf(panel.people, panel.me.person)}</b>
        <span>{one.state === "failed" ? "" : "sending"}</span>
      </header>
      <div className="said">
        <p>{text}</p>
        {one.state === "failed" && (
          <div className="row wrap unsent">
            <span className="field-error row">
              <CircleAlert className="i s" aria-hidden="true" />
              {cut ? "It is kept here, and sent when the line is back." : "Not sent. It is kept here."}
              {one.error?.fault === "rule" || one.error?.fault === "you" ? ` ${one.error.message}` : ""}
            </span>
            <Button size="sm" onPress={() => panel.retry?.(id)}>
              Send again
            </Button>
            <Button size="sm" kind="bare" onPress={() => panel.discard?.(id)}>
              Discard
            </Button>
          </div>
        )}
      </div>
    </article>
  );
}

interface Props extends PanelProps {
  onTyping?: () => void;
  /** Who is writing now, in words. */
  typing?: string;
}

export function ChatPanel({ onTyping, typing, ...panel }: Props) {
  const { view, mode, pending = [] } = panel;
  const all = useMemo(() => lines(view), [view]);
  const [shown, setShown] = useState(WINDOW);
  const [reply, setReply] = useDraft<MessageView | null>(panel.drafts, "reply", () => null);
  const waiting = pending.filter((one) => one.command.do === "Say");
  const {
    box,
    lines: inner,
    behind,
    onScroll,
    toEnd,
  } = useFollow(all.length + waiting.length, waiting.length);
  const byId = useMemo(() => new Map(view.chat.messages.map((one) => [one.message, one])), [view.chat]);
  const drawn = all.slice(-shown);
  const nothing = all.length === 0 && waiting.length === 0;
  return (
    <div className="panel-body chat">
      <HandsStrip {...panel} />
      <div className="log-frame">
        <div
          className="log"
          ref={box}
          onScroll={onScroll}
          role="log"
          aria-live={mode === "live" ? "polite" : "off"}
          aria-label="Class chat"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
          tabIndex={0}
        >
          <div className="log-lines" ref={inner}>
            {all.length > shown && (
              <Button size="sm" onPress={() => setShown(shown + 300)}>
                Show earlier ({all.length - shown})
              </Button>
            )}
            {nothing && (
              <Empty icon={<MessageSquare className="i" aria-hidden="true" />} title="Nobody has written yet">
                {mode === "live"
                  ? "Say hello. It stays with the recording, so those who come later can reply."
                  : "Nothing was written up to this moment. What you write is placed here."}
              </Empty>
            )}
            {drawn.map((line) =>
              "message" in line ? (
                <Message
                  key={line.message.message}
                  message={line.message}
                  quoted={line.message.replyTo ? byId.get(line.message.replyTo) : undefined}
                  onReply={setReply}
                  {...panel}
                />
              ) : (
                <PollCard key={line.poll.poll} poll={line.poll} {...panel} />
              ),
            )}
            {waiting.map((one) => (
              <Unsent key={one.command.id} one={one} panel={panel} />
            ))}
          </div>
        </div>
        {behind > 0 && (
          <span className="to-end">
            <Button size="sm" kind="go" onPress={toEnd}>
              {behind} new {behind === 1 ? "message" : "messages"}
            </Button>
          </span>
        )}
      </div>
      <p className="typing small muted clip">{typing}</p>
      <Composer {...panel} reply={reply} onReplied={() => setReply(null)} onTyping={onTyping} />
    </div>
  );
}
