// Comments pinned to moments of the class, thread by thread: the list follows what plays, and what is new is marked.
import { MessageSquarePlus, Settings2 } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { acceptedBy, newestOf, type ThreadView, threadsOf, unseenOf } from "../../core/view/notes";
import { isStaff } from "../../core/view/people";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { type PanelProps, useSeen } from "../props";
import { RulesDialog } from "./RulesDialog";
import { Thread } from "./Thread";
import "../panels.css";
import "../chat.css";
import "./comments.css";

type Shown = "all" | "new" | "held" | "mine";

/** The thread that stands last before a position, null before the first. */
export function threadAt(threads: readonly ThreadView[], position: number): string | null {
  let found: string | null = null;
  for (const { root } of threads) if (root.at <= position) found = root.comment;
  return found;
}

function useFilters(panel: PanelProps, threads: readonly ThreadView[], seen: number) {
  const [shown, setShown] = useState<Shown>("all");
  const { whole, view, me } = panel;
  const fresh = new Set(
    me.looks ? [] : unseenOf((whole ?? view).notes, seen, me.person).map((one) => one.comment),
  );
  const has: Record<Exclude<Shown, "all">, (one: ThreadView["root"]) => boolean> = {
    new: (one) => fresh.has(one.comment),
    held: (one) => one.state === "held",
    mine: (one) => one.by === me.person && !one.redacted,
  };
  const of = (kind: Shown) =>
    kind === "all" ? threads : threads.filter(({ root, answers }) => [root, ...answers].some(has[kind]));
  const kinds = (["all", "new", "held", "mine"] as const).filter(
    (kind) => kind === "all" || of(kind).length > 0,
  );
  const chosen = kinds.includes(shown) ? shown : "all";
  return { kinds, chosen, choose: setShown, of, fresh };
}

/** How many of those that each is asked for have been written. */
function Asked({ whole, view, me }: PanelProps) {
  const { notes } = whole ?? view;
  const { required } = notes.rules;
  if (required === 0 || me.looks || isStaff(me.role)) return null;
  const done = Math.min(required, acceptedBy(notes, me.person));
  return (
    <p className="comments-asked small" data-done={done >= required || undefined}>
      {t("comments.asked", { done, required })}
      <progress value={done} max={required} aria-label={t("comments.asked", { done, required })} />
    </p>
  );
}

export function CommentsPanel(panel: PanelProps) {
  const { position, view, whole, me } = panel;
  const { notes } = whole ?? view;
  const threads = useMemo(() => threadsOf(notes), [notes]);
  const { notes: known } = whole ?? view;
  const seen = useSeen("ReadComments", known.seen, newestOf(known, me.person), panel);
  const { kinds, chosen, choose, of, fresh } = useFilters(panel, threads, seen);
  const [ruling, setRuling] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const now = threadAt(threads, position ?? Number.POSITIVE_INFINITY);
  useEffect(() => {
    // Whoever writes or reads in the list is not moved away from there.
    if (now === null || list.current?.contains(document.activeElement)) return;
    const found = list.current?.querySelector(`[data-thread="${now}"]`);
    found?.scrollIntoView({ block: "nearest" });
  }, [now]);
  return (
    <div className="panel-body comments-panel">
      <div className="comments-tools">
        {kinds.length > 1 && (
          <div className="comments-kinds" role="group" aria-label={t("comments.show")}>
            {kinds.map((kind) => (
              <button key={kind} type="button" aria-pressed={chosen === kind} onClick={() => choose(kind)}>
                {t(`comments.shown_${kind}`)} <span className="nums">{of(kind).length}</span>
              </button>
            ))}
          </div>
        )}
        {isStaff(me.role) && (
          <Button kind="bare" size="sm" onPress={() => setRuling(true)}>
            <Settings2 className="i s" aria-hidden="true" />
            {t("comments.rules")}
          </Button>
        )}
      </div>
      <Asked {...panel} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div className="log" tabIndex={0} role="region" aria-label={t("playback.comments")} ref={list}>
        {threads.length === 0 && (
          <Empty
            icon={<MessageSquarePlus className="i" aria-hidden="true" />}
            title={t("playback.no_comment")}
          >
            {!me.looks && t("playback.no_comment_hint")}
          </Empty>
        )}
        {of(chosen).map((one) => (
          <Thread
            key={one.root.comment}
            thread={one}
            panel={panel}
            fresh={fresh}
            now={one.root.comment === now}
          />
        ))}
      </div>
      {ruling && <RulesDialog panel={panel} onClose={() => setRuling(false)} />}
    </div>
  );
}
