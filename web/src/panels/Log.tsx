// The lines of a chat: only those in sight are drawn, arrows go from message to message, the newest stays in view.
import { ArrowDown } from "lucide-react";
import {
  type KeyboardEvent,
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import type { Pending } from "../core/commands";
import type { MessageView, PollView } from "../core/view/types";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { useFollow } from "./follow";
import { Message } from "./Message";
import { type PanelProps, useMessagePanel } from "./props";
import { Unsent } from "./Unsent";
import { useNewLine } from "./unread";

const PollCard = lazy(() => import("./PollCard").then((one) => ({ default: one.PollCard })));

export type Line = { at: number; seq: number } & ({ message: MessageView } | { poll: PollView });

/**
 * So many are drawn before sizes are known, so that nothing is blank at first. Virtua draws no line beyond them until
 * the log has been scrolled, also none that came later: they must be more than any window holds.
 */
const AT_FIRST = 80;

interface Props {
  panel: PanelProps;
  label: string;
  lines: readonly Line[];
  waiting: readonly Pending[];
  byId: ReadonlyMap<string, MessageView>;
  /** Answers to each first message of a thread. */
  replies: ReadonlyMap<string, number>;
  /** Inside the thread of this message: answers need not say what they answer. */
  thread?: string;
  onThread: (message: MessageView) => void;
  /** A message to go to, until `onJumped` is called. */
  jump?: string | null;
  onJumped?: () => void;
  empty: ReactNode;
}

const keyOf = (line: Line): string => ("message" in line ? line.message.message : line.poll.poll);

/** Up and down from message to message, Home and End to the first and the last that are drawn. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  if (
    !["ArrowUp", "ArrowDown", "End"].includes(event.key) ||
    target.closest("textarea, input, select, .pcard")
  )
    return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("article[data-message]")];
  const now = all.findIndex((one) => one.contains(target));
  const step = event.key === "ArrowUp" ? -1 : 1;
  const next = now < 0 || event.key === "End" ? all.at(-1) : all[now + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** The message that was gone to gets the focus as soon as it is drawn, and stands out for a while. */
function useMarked(box: RefObject<HTMLDivElement | null>, marked: string | null, over: () => void): void {
  const done = useRef(over);
  done.current = over;
  useEffect(() => {
    if (!marked) return;
    let tries = 0;
    const look = setInterval(() => {
      const article = box.current?.querySelector<HTMLElement>(`article[data-message="${marked}"]`);
      tries += 1;
      article?.focus({ preventScroll: true });
      if (article || tries > 40) clearInterval(look);
    }, 50);
    const fade = setTimeout(() => done.current(), 2500);
    return () => {
      clearInterval(look);
      clearTimeout(fade);
    };
  }, [box, marked]);
}

export function Log({
  panel,
  label,
  lines,
  waiting,
  byId,
  replies,
  thread,
  onThread,
  jump,
  onJumped,
  empty,
}: Props) {
  const list = useRef<VirtualizerHandle>(null);
  const [active, setActive] = useState<string | null>(null);
  const [marked, setMarked] = useState<string | null>(null);
  const {
    box,
    lines: inner,
    behind,
    away,
    onScroll,
    toEnd,
    leave,
  } = useFollow(lines.length + waiting.length, waiting.length);
  const news = useNewLine(panel.view.chat.messages, panel.me.person, panel.drafts, !away && !thread);
  const now = useRef({ lines, onJumped, onThread });
  now.current = { lines, onJumped, onThread };
  const openThread = useCallback((message: MessageView) => now.current.onThread(message), []);
  const messagePanel = useMessagePanel(panel);
  useEffect(() => {
    if (!jump) return;
    // A log that has only just been opened goes to its end first.
    const timer = setTimeout(() => {
      const index = now.current.lines.findIndex((line) => keyOf(line) === jump);
      if (index >= 0) {
        leave();
        list.current?.scrollToIndex(index, { align: "center" });
        setMarked(jump);
      }
      now.current.onJumped?.();
    }, 60);
    return () => clearTimeout(timer);
  }, [jump, leave]);
  useMarked(box, marked, () => setMarked(null));
  const first = thread ? -1 : lines.findIndex((line) => "message" in line && line.message.seq === news);
  return (
    <div className="log-frame">
      <div
        className="log"
        ref={box}
        onScroll={onScroll}
        role="log"
        // Drawing what is scrolled into view is no news: news are told by Aloud.
        aria-live="off"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onKeyDown={walk}
        onFocus={(event) => {
          if (!event.currentTarget.contains(event.target)) return;
          const article = (event.target as HTMLElement).closest<HTMLElement>("article[data-message]");
          setActive(article?.dataset.message ?? null);
        }}
      >
        <div className="log-lines" ref={inner}>
          {lines.length === 0 && waiting.length === 0 && empty}
          <Virtualizer ref={list} scrollRef={box} data={lines} ssrCount={AT_FIRST} bufferSize={400}>
            {(line: Line, index: number) => (
              <div key={keyOf(line)} className={`log-line${keyOf(line) === marked ? " marked" : ""}`}>
                {index === first && (
                  <p className="new-line">
                    <span>{t("chat.new_line")}</span>
                  </p>
                )}
                {"message" in line ? (
                  <Message
                    message={line.message}
                    place={[index + 1, lines.length]}
                    quoted={thread || !line.message.replyTo ? undefined : byId.get(line.message.replyTo)}
                    answers={thread ? 0 : (replies.get(line.message.message) ?? 0)}
                    active={active === line.message.message}
                    onThread={thread ? undefined : openThread}
                    panel={messagePanel}
                  />
                ) : (
                  <Suspense>
                    <PollCard poll={line.poll} {...panel} />
                  </Suspense>
                )}
              </div>
            )}
          </Virtualizer>
          {waiting.map((one) => (
            <Unsent key={one.command.id} one={one} panel={panel} />
          ))}
        </div>
      </div>
      {away && lines.length > 0 && (
        <span className="to-end">
          <Button size="sm" kind={behind > 0 ? "go" : "plain"} onPress={toEnd}>
            <ArrowDown className="i s" aria-hidden="true" />
            {behind > 0 ? t("chat.new_messages", { count: behind }) : t("chat.latest")}
          </Button>
        </span>
      )}
    </div>
  );
}
