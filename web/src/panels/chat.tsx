// The chat of the class: messages and polls at their moments, threads, and what is still on its way.
import { MessageSquare } from "lucide-react";
import { useMemo, useState } from "react";
import { rootOf } from "../core/view/chat";
import { isClosedTo } from "../core/view/terms";
import type { MessageView, View } from "../core/view/types";
import { t } from "../texts";
import { Empty } from "../ui/Empty";
import { Aloud } from "./Aloud";
import { Closed, Composer } from "./Composer";
import { useDraft } from "./drafts";
import { useBringing, useDrop } from "./files";
import { HandsStrip } from "./Hands";
import { type Line, Log } from "./Log";
import { Pins, Reports } from "./notices";
import type { PanelProps } from "./props";
import { Search } from "./Search";
import { Thread } from "./Thread";
import { Welcome } from "./Welcome";
import "./panels.css";
import "./chat.css";

function lines({ messages }: View["chat"], { polls }: View["polls"]): Line[] {
  const said: Line[] = messages.map((message) => ({ at: message.at, seq: message.seq, message }));
  const asked: Line[] = polls.map((poll) => ({ at: poll.openedAt, seq: 0, poll }));
  return [...said, ...asked].sort((a, b) => a.at - b.at || a.seq - b.seq);
}

/** How many answers there are to each message that began a thread. */
function countReplies(
  messages: readonly MessageView[],
  byId: ReadonlyMap<string, MessageView>,
): Map<string, number> {
  const replies = new Map<string, number>();
  for (const one of messages) {
    if (!one.replyTo || one.redacted) continue;
    const root = rootOf(byId, one).message;
    if (root !== one.message) replies.set(root, (replies.get(root) ?? 0) + 1);
  }
  return replies;
}

interface Props extends PanelProps {
  onTyping?: (to: string) => void;
  /** Who is writing now, in words. */
  typing?: string;
}

export function ChatPanel({ onTyping, typing, ...panel }: Props) {
  const { view, mode, pending = [] } = panel;
  const closed = isClosedTo(panel.whole, panel.me);
  const all = useMemo(() => lines(view.chat, view.polls), [view.chat, view.polls]);
  const [thread, setThread] = useDraft<string | null>(panel.drafts, "thread", () => null);
  const byId = useMemo(() => new Map(view.chat.messages.map((one) => [one.message, one])), [view.chat]);
  const replies = useMemo(() => countReplies(view.chat.messages, byId), [view.chat, byId]);
  const root = thread === null ? undefined : byId.get(thread);
  const bringing = useBringing(panel, root?.message ?? "chat");
  const drop = useDrop((files) => panel.files && bringing.add(files, panel.files));
  const [searching, setSearching] = useState(false);
  const [jump, setJump] = useState<string | null>(null);
  const show = (message: string) => {
    setSearching(false);
    setThread(null);
    setJump(message);
  };
  const waiting = pending.filter((one) => one.command.do === "Say");
  return (
    <div className="panel-body chat" {...drop.over}>
      {drop.here && <p className="drop-here">{t("chat.drop_files")}</p>}
      <HandsStrip {...panel} />
      <Aloud {...panel} />
      {!root && !searching && (
        <>
          <Welcome {...panel} />
          <Reports panel={panel} byId={byId} onShow={show} />
          <Pins panel={panel} byId={byId} onShow={show} />
        </>
      )}
      {searching && <Search panel={panel} onShow={show} onClose={() => setSearching(false)} />}
      {searching ? null : root ? (
        <Thread
          key={root.message}
          panel={panel}
          root={root}
          byId={byId}
          bringing={bringing}
          onClose={() => setThread(null)}
          onTyping={onTyping}
          typing={typing}
        />
      ) : (
        <>
          <Log
            panel={panel}
            label={t("chat.class_chat")}
            lines={all}
            waiting={waiting}
            byId={byId}
            replies={replies}
            jump={jump}
            onJumped={() => setJump(null)}
            onThread={(message) => setThread(rootOf(byId, message).message)}
            empty={
              <Empty icon={<MessageSquare className="i" aria-hidden="true" />} title={t("chat.nobody_wrote")}>
                {t(
                  panel.me.looks || closed
                    ? "chat.nothing_up_to_here"
                    : mode === "live"
                      ? "chat.nobody_wrote_live"
                      : "chat.nobody_wrote_later",
                )}
              </Empty>
            }
          />
          <p className="typing small muted clip">{typing}</p>
          {closed && <Closed />}
          {!panel.me.looks && !closed && (
            <Composer
              panel={panel}
              bringing={bringing}
              onSearch={() => setSearching(true)}
              onTyping={onTyping}
            />
          )}
        </>
      )}
    </div>
  );
}
