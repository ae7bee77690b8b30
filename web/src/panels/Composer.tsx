// The field to write in: Enter sends, Shift+Enter starts a new line; says to whom it goes.
import { Paperclip, SendHorizontal } from "lucide-react";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { newId } from "../core/api";
import { groupOf } from "../core/view/breakouts";
import { answerTo } from "../core/view/chat";
import { isStaff, present } from "../core/view/people";
import { may } from "../core/view/rights";
import type { MessageView } from "../core/view/types";
import { IconButton } from "../ui/Button";
import { ChatTools } from "./ChatTools";
import { useDraft } from "./drafts";
import { FileTray } from "./FileTray";
import type { Bringing } from "./files";
import { LIMIT, lengthOf, lengthWords } from "./limit";
import { audienceWord } from "./Message";
import { namedIn } from "./mentions";
import { NameList, optionId, useNaming } from "./NameList";
import { nameOf, type PanelProps } from "./props";
import { slowWords, useWait } from "./slow";

interface Props {
  panel: PanelProps;
  /** The message whose thread is written in. */
  root?: MessageView;
  /** The files that will go with the message. */
  bringing: Bringing;
  /** Undefined inside a thread. */
  onSearch?: () => void;
  /** Called while somebody writes, at most every two seconds, with whom it would go to. */
  onTyping?: (to: string) => void;
}

/** Kept with the words: what was meant for one person must not go to everybody after a look at another tab. */
function useAudience({ view, me, mode, drafts }: PanelProps, root?: MessageView) {
  const group = mode === "live" ? groupOf(view.breakouts, me.person) : null;
  const usual = group ? `group:${group.group}` : may(view, me, "chat_all") ? "everyone" : "staff";
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
  tools: ReactNode;
}

function AudienceChoice({ panel, group, to, choose, tools }: ChoiceProps) {
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
      {!(panel.mode === "live" && isStaff(panel.me.role)) && (
        <span className="clip">
          · {panel.mode === "later" ? "placed at this moment" : "kept with the recording"}
        </span>
      )}
      {tools}
    </p>
  );
}

function placeholder(
  { mode }: PanelProps,
  root: MessageView | undefined,
  to: string,
  group?: string,
): string {
  if (root) return "Reply in the thread";
  if (mode === "later") return "Write at this moment";
  if (group && to.startsWith("group:")) return `Write to ${group}`;
  return to === "staff" ? "Write to the teachers" : "Write to the class";
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

/** The files at hand, and the ways to bring more: a button, and pasting. */
function useFiles({ files, act }: PanelProps, bringing: Bringing) {
  const chooser = useRef<HTMLInputElement>(null);
  const add = (list: FileList | null | undefined) => {
    if (!files || !list || list.length === 0) return false;
    bringing.add([...list], files);
    return true;
  };
  const remove = (key: number) => {
    const gone = bringing.remove(key);
    if (gone) void act({ do: "DropFile", file: gone.file });
  };
  const ready = bringing.list.flatMap((one) => (one.attachment ? [one.attachment.file] : []));
  const busy = bringing.list.some((one) => !one.attachment && !one.trouble);
  return { chooser, add, remove, ready, busy };
}

export function Composer({ panel, root, bringing, onSearch, onTyping }: Props) {
  const { text, setText, field, write } = useField(panel, root ? `message:${root.message}` : "message");
  const { group, to, choose } = useAudience(panel, root);
  const typing = useTyping(to, onTyping);
  const naming = useNaming(panel, write);
  const list = useId();
  const toMany = to === "everyone" || to.startsWith("group:");
  const [announces, setAnnounces] = useDraft(panel.drafts, "announces", () => false);
  const slow = toMany && panel.mode === "live" && !isStaff(panel.me.role) ? panel.view.notices.slow : 0;
  const [sentAt, setSentAt] = useDraft<number | null>(panel.drafts, "sent", () => null);
  const wait = useWait(slow, sentAt);
  const long = lengthOf(text);
  const trouble = lengthWords(long) || slowWords(slow, wait);
  const files = useFiles(panel, bringing);
  const canSend =
    (text.trim() !== "" || files.ready.length > 0) && long <= LIMIT && !files.busy && wait === 0;
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
      files: files.ready,
      announcement: announces && toMany && !root && isStaff(panel.me.role),
    });
    bringing.clear();
    setAnnounces(false);
    if (toMany) setSentAt(Date.now());
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
        <AudienceChoice
          panel={panel}
          group={group}
          to={to}
          choose={choose}
          tools={
            onSearch && (
              <ChatTools
                panel={panel}
                onSearch={onSearch}
                mayAnnounce={toMany}
                announces={announces}
                setAnnounces={setAnnounces}
              />
            )
          }
        />
      )}
      <NameList id={list} naming={naming} people={panel.people} />
      <FileTray kept={bringing.list} remove={files.remove} />
      <div className="say">
        <div className="field grow">
          {panel.files && (
            <>
              <input
                ref={files.chooser}
                type="file"
                multiple
                hidden
                aria-hidden="true"
                tabIndex={-1}
                onChange={(event) => {
                  files.add(event.target.files);
                  event.target.value = "";
                }}
              />
              <span className="attach">
                <IconButton label="Add files" size="sm" onPress={() => files.chooser.current?.click()}>
                  <Paperclip className="i s" />
                </IconButton>
              </span>
            </>
          )}
          <textarea
            ref={field}
            aria-label={root ? "Reply" : "Message"}
            aria-autocomplete="list"
            aria-controls={named ? list : undefined}
            aria-activedescendant={named ? optionId(list, named) : undefined}
            aria-invalid={long > LIMIT || undefined}
            rows={1}
            value={text}
            placeholder={placeholder(panel, root, to, group?.name)}
            onChange={(event) => {
              setText(event.target.value);
              naming.look(event.target.value, event.target.selectionStart);
              typing();
            }}
            onBlur={naming.close}
            onPaste={(event) => {
              if (files.add(event.clipboardData.files)) event.preventDefault();
            }}
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
      <p className={long > LIMIT ? "field-error" : "small muted"}>{trouble}</p>
      {/* Numbers change with every key and second: a screen reader is told once. */}
      <span className="vh" role="status">
        {long > LIMIT ? "The message is too long to be sent" : wait > 0 ? "Slow mode: wait a moment" : ""}
      </span>
    </form>
  );
}
