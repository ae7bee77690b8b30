// One thread of the chat: the message that began it, all answers to it, and a field for another one.
import { ArrowLeft } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { rootOf } from "../core/view/chat";
import { isClosedTo } from "../core/view/terms";
import type { MessageView } from "../core/view/types";
import { t } from "../texts";
import { IconButton } from "../ui/Button";
import { Closed, Composer } from "./Composer";
import type { Bringing } from "./files";
import { type Line, Log } from "./Log";
import { nameOf, type PanelProps } from "./props";

interface Props {
  panel: PanelProps;
  root: MessageView;
  byId: ReadonlyMap<string, MessageView>;
  bringing: Bringing;
  onClose: () => void;
  onTyping?: (to: string) => void;
  typing?: string;
}

export function Thread({ panel, root, byId, bringing, onClose, onTyping, typing }: Props) {
  const frame = useRef<HTMLElement>(null);
  const lines = useMemo<Line[]>(
    () =>
      panel.view.chat.messages
        .filter((one) => rootOf(byId, one).message === root.message)
        .map((message) => ({ at: message.at, seq: message.seq, message })),
    [panel.view.chat, byId, root.message],
  );
  const answers = lines.length - 1;
  const closed = isClosedTo(panel.whole, panel.me);
  const waiting = (panel.pending ?? []).filter(
    (one) => one.command.do === "Say" && one.command.reply_to === root.message,
  );
  useEffect(() => frame.current?.querySelector("textarea")?.focus(), []);
  return (
    <section
      className="thread"
      aria-label={t("chat.thread_of", { name: nameOf(panel.people, root.by) })}
      ref={frame}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header className="row">
        <IconButton label={t("chat.back")} size="sm" onPress={onClose}>
          <ArrowLeft className="i" />
        </IconButton>
        <h3 className="grow clip">{t("chat.thread_of", { name: nameOf(panel.people, root.by) })}</h3>
        <span className="small muted">
          {answers === 0 ? t("chat.no_reply") : t("chat.replies", { count: answers })}
        </span>
      </header>
      <Log
        panel={panel}
        label={t("chat.thread")}
        lines={lines}
        waiting={waiting}
        byId={byId}
        replies={new Map()}
        thread={root.message}
        onThread={() => undefined}
        empty={null}
      />
      <p className="typing small muted clip">{typing}</p>
      {closed && <Closed />}
      {!panel.me.looks && !closed && (
        <Composer panel={panel} root={root} bringing={bringing} onTyping={onTyping} />
      )}
    </section>
  );
}
