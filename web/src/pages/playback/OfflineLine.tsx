// One quiet line while the class plays from this device, and what waits there to be sent.
import { CloudOff } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { TimelineAnswer } from "../../core/api";
import type { Waiting } from "../../core/offline/outbox";
import { reachState } from "../../core/offline/reach";
import { copyFor } from "../../core/offline/shelf";
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { clock, wallDay } from "../../ui/clock";
import { cutsOf } from "./editing";
import css from "./keep.module.css";
import type { Classroom } from "./useClassroom";

interface Props {
  first: TimelineAnswer;
  token: string | undefined;
  room: Classroom;
  full: View;
}

/** What is kept follows the class: when it is opened, when the school is back, and when it is edited. */
function useChecked({ first, token, full }: Props, offline: boolean): void {
  const edit = `${cutsOf(full.edit)} ${full.edit.renewed}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an edit may take away what is kept
  useEffect(() => {
    if (offline) return;
    let here = true;
    void copyFor(first.class, token).then(async (copy) => {
      if (!copy || !here) return;
      const { keeperOf } = await import("../../core/offline/keeper");
      await keeperOf(first, token).check();
    });
    return () => {
      here = false;
    };
  }, [first, token, offline, edit]);
}

export function OfflineLine(props: Props) {
  const { room } = props;
  const since = useSyncExternalStore(reachState.subscribe, reachState.get);
  const [open, setOpen] = useState(false);
  useChecked(props, since !== null);
  const { waiting } = room;
  if (since === null && waiting.length === 0) return null;
  return (
    <div className={css.line}>
      <CloudOff className="i s" aria-hidden="true" />
      <span role="status">{since !== null && t("offline.line", { day: wallDay(since) })}</span>
      {waiting.length > 0 && (
        <Button size="sm" kind="bare" aria-expanded={open} onPress={() => setOpen(!open)}>
          {t("offline.waiting", { count: waiting.length })}
        </Button>
      )}
      {open && waiting.length > 0 && (
        <ul className={css.waits}>
          {waiting.map((one) => (
            <One key={one.order.id} one={one} room={room} />
          ))}
        </ul>
      )}
    </div>
  );
}

const KINDS = {
  Say: "message",
  AddComment: "comment",
  AskQuestion: "question",
  Vote: "vote",
} as const;

function One({ one: { order, error }, room }: { one: Waiting; room: Classroom }) {
  const kind = KINDS[order.do as keyof typeof KINDS] ?? "sign";
  const at = "at" in order && typeof order.at === "number" ? clock(order.at) : "";
  const text = "text" in order && typeof order.text === "string" ? order.text : "";
  return (
    <li>
      <span className="nums">{at}</span>
      <b>{t(`offline.kind_${kind}`)}</b>
      {text && (
        <span className="clip grow" dir="auto">
          {text}
        </span>
      )}
      {error && (
        <span className="field-error">
          {error.message} {error.next}
        </span>
      )}
      {error && (
        <Button size="sm" kind="bare" onPress={() => room.retry(order.id)}>
          {t("chat.send_again")}
        </Button>
      )}
      <Button size="sm" kind="bare" onPress={() => room.discard(order.id)}>
        {t("chat.discard")}
      </Button>
    </li>
  );
}
