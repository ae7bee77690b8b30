// The field to write in: Enter sends, Shift+Enter starts a new line; says to whom it goes.
import { SendHorizontal, X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { newId } from "../core/api";
import { groupOf } from "../core/view/breakouts";
import { isStaff, present } from "../core/view/people";
import { may } from "../core/view/rights";
import type { MessageView } from "../core/view/types";
import { IconButton } from "../ui/Button";
import { useDraft } from "./drafts";
import { nameOf, type PanelProps } from "./props";

interface Props extends PanelProps {
  reply: MessageView | null;
  onReplied: () => void;
  /** Called while somebody writes, at most every two seconds. */
  onTyping?: () => void;
}

/** Kept with the words: what was meant for one person must not go to everybody after a look at another tab. */
function useAudience({ view, me, mode, drafts }: PanelProps) {
  const group = mode === "live" ? groupOf(view.breakouts, me.person) : null;
  const usual = group ? `group:${group.group}` : may(view, me, "chat_all") ? "everyone" : "staff";
  const [chosen, setChosen] = useDraft<{ for: string; to: string } | null>(drafts, "to", () => null);
  const to = chosen?.for === usual ? chosen.to : usual;
  return { group, to, choose: (next: string) => setChosen({ for: usual, to: next }) };
}

function useTyping(onTyping?: () => void) {
  const last = useRef(0);
  return () => {
    if (!onTyping || Date.now() - last.current < 2000) return;
    last.current = Date.now();
    onTyping();
  };
}

function AudienceChoice({
  panel,
  group,
  to,
  choose,
}: {
  panel: PanelProps;
  group: ReturnType<typeof groupOf>;
  to: string;
  choose: (to: string) => void;
}) {
  const id = useId();
  const others =
    panel.mode === "live" ? present(panel.view.people).filter((one) => one.id !== panel.me.person) : [];
  return (
    <p className="to">
      <label htmlFor={id}>To</label>
      <select id={id} value={to} onChange={(event) => choose(event.target.value)}>
        {group && <option value={`group:${group.group}`}>{group.name}</option>}
        <option value="everyone" disabled={!may(panel.view, panel.me, "chat_all")}>
          everyone
        </option>
        <option value="staff">teachers only</option>
        {others.length > 0 && (
          <optgroup label="One person">
            {others.map((one) => (
              <option
                key={one.id}
                value={`person:${one.id}`}
                disabled={!isStaff(one.role) && !may(panel.view, panel.me, "chat_private")}
              >
                {nameOf(panel.people, one.id)}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      <span className="clip">
        · {panel.mode === "later" ? "placed at this moment" : "kept with the recording"}
      </span>
    </p>
  );
}

export function Composer({ reply, onReplied, onTyping, ...panel }: Props) {
  const [text, setText] = useDraft(panel.drafts, "message", () => "");
  const { group, to, choose } = useAudience(panel);
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useTyping(onTyping);
  useEffect(() => {
    if (reply) field.current?.focus();
  }, [reply]);
  const send = () => {
    const words = text.trim();
    if (!words) return;
    void panel.act({
      do: "Say",
      message: newId("m"),
      text: words,
      reply_to: reply?.message ?? null,
      to: reply?.to.startsWith("person:") ? `person:${reply.by}` : to,
    });
    setText("");
    onReplied();
    field.current?.focus();
  };
  const later = panel.mode === "later";
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {reply && (
        <div className="replying row small">
          <span className="clip grow">
            Reply to <b>{nameOf(panel.people, reply.by)}</b>: {reply.text}
          </span>
          <IconButton label="Do not reply" size="sm" onPress={onReplied}>
            <X className="i s" />
          </IconButton>
        </div>
      )}
      <AudienceChoice panel={panel} group={group} to={to} choose={choose} />
      <div className="say">
        <div className="field grow">
          <textarea
            ref={field}
            aria-label="Message"
            rows={1}
            value={text}
            maxLength={10_000}
            placeholder={
              later
                ? "Write at this moment"
                : group && to.startsWith("group:")
                  ? `Write to ${group.name}`
                  : to === "staff"
                    ? "Write to the teachers"
                    : "Write to the class"
            }
            onChange={(event) => {
              setText(event.target.value);
              typing();
            }}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
              event.preventDefault();
              send();
            }}
          />
        </div>
        <IconButton label="Send" kind="go" type="submit" isDisabled={!text.trim()}>
          <SendHorizontal className="i" />
        </IconButton>
      </div>
    </form>
  );
}
