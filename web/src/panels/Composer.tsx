// The field to write in: Enter sends, Shift+Enter starts a new line; says to whom it goes.
import { SendHorizontal } from "lucide-react";
import { useId, useLayoutEffect, useRef } from "react";
import { newId } from "../core/api";
import { groupOf } from "../core/view/breakouts";
import { answerTo } from "../core/view/chat";
import { isStaff, present } from "../core/view/people";
import type { MessageView } from "../core/view/types";
import { IconButton } from "../ui/Button";
import { useDraft } from "./drafts";
import { LIMIT, lengthOf, lengthWords } from "./limit";
import { audienceWord } from "./Message";
import { namedIn } from "./mentions";
import { NameList, optionId, useNaming } from "./NameList";
import { nameOf, type PanelProps } from "./props";

interface Props {
  panel: PanelProps;
  /** The message whose thread is written in. */
  root?: MessageView;
  /** Called while somebody writes, at most every two seconds, with whom it would go to. */
  onTyping?: (to: string) => void;
}

/** Kept with the words: what was meant for one person must not go to everybody after a look at another tab. */
function useAudience({ view, me, mode, drafts }: PanelProps, root?: MessageView) {
  const group = mode === "live" ? groupOf(view.breakouts, me.person) : null;
  const usual = group ? `group:${group.group}` : "everyone";
  const [chosen, setChosen] = useDraft<{ for: string; to: string } | null>(drafts, "to", () => null);
  const to = root ? answerTo(root, me.person, isStaff(me.role)) : chosen?.for === usual ? chosen.to : usual;
  return { group, to, choose: (next: string) => setChosen({ for: usual, to: next }) };
}

function useTyping(to: string, onTyping?: (to: string) => void) {
  const last = useRef(0);
  return () => {
    if (!onTyping || Date.now() - last.current < 2000) return;
    last.current = Date.now();
    onTyping(to);
  };
}

interface ChoiceProps {
  panel: PanelProps;
  group: ReturnType<typeof groupOf>;
  to: string;
  choose: (to: string) => void;
}

function AudienceChoice({ panel, group, to, choose }: ChoiceProps) {
  const id = useId();
  const others =
    panel.mode === "live" ? present(panel.view.people).filter((one) => one.id !== panel.me.person) : [];
  return (
    <p className="to">
      <label htmlFor={id}>To</label>
      <select id={id} value={to} onChange={(event) => choose(event.target.value)}>
        {group && <option value={`group:${group.group}`}>{group.name}</option>}
        <option value="everyone">everyone</option>
        <option value="staff">teachers only</option>
        {others.length > 0 && (
          <optgroup label="One person">
            {others.map((one) => (
              <option key={one.id} value={`person:${one.id}`}>
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

function placeholder({ mode }: PanelProps, root: MessageView | undefined, group: string | undefined): string {
  if (root) return "Reply in the thread";
  if (mode === "later") return "Write at this moment";
  return group ? `Write to ${group}` : "Write to the class";
}

/** The field's text, and a way to put another one with its caret there. */
function useField({ drafts }: PanelProps, name: string) {
  const [text, setText] = useDraft(drafts, name, () => "");
  const field = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current === null) return;
    field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const write = (next: string, at: number) => {
    caret.current = at;
    setText(next);
  };
  return { text, setText, field, write };
}

export function Composer({ panel, root, onTyping }: Props) {
  const { text, setText, field, write } = useField(panel, root ? `message:${root.message}` : "message");
  const { group, to, choose } = useAudience(panel, root);
  const typing = useTyping(to, onTyping);
  const naming = useNaming(panel, write);
  const list = useId();
  const long = lengthOf(text);
  const trouble = lengthWords(long);
  const canSend = text.trim() !== "" && long <= LIMIT;
  const send = () => {
    if (!canSend) return;
    const words = text.trim();
    const ids = [...panel.view.people.byId.keys()];
    void panel.act({
      do: "Say",
      message: newId("m"),
      text: words,
      reply_to: root?.message ?? null,
      to,
      mentions: namedIn(words, panel.people, ids, naming.chosen),
    });
    setText("");
    naming.close();
    field.current?.focus();
  };
  const named = naming.found[naming.at];
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {root ? (
        audienceWord(to, panel.view, panel.people) && (
          <p className="to">{audienceWord(to, panel.view, panel.people)}</p>
        )
      ) : (
        <AudienceChoice panel={panel} group={group} to={to} choose={choose} />
      )}
      <NameList id={list} naming={naming} people={panel.people} />
      <div className="say">
        <div className="field grow">
          <textarea
            ref={field}
            aria-label={root ? "Reply" : "Message"}
            aria-autocomplete="list"
            aria-controls={named ? list : undefined}
            aria-activedescendant={named ? optionId(list, named) : undefined}
            aria-invalid={long > LIMIT || undefined}
            rows={1}
            value={text}
            placeholder={placeholder(panel, root, group && to.startsWith("group:") ? group.name : undefined)}
            onChange={(event) => {
              setText(event.target.value);
              naming.look(event.target.value, event.target.selectionStart);
              typing();
            }}
            onBlur={naming.close}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (naming.press(event.key)) {
                event.preventDefault();
                event.stopPropagation();
                return;
              }
              if (event.key !== "Enter" || event.shiftKey) return;
              event.preventDefault();
              send();
            }}
          />
        </div>
        <IconButton label="Send" kind="go" type="submit" isDisabled={!canSend}>
          <SendHorizontal className="i" />
        </IconButton>
      </div>
      <p className={long > LIMIT ? "field-error" : "small muted"} role="status">
        {trouble}
      </p>
    </form>
  );
}
