// The field to write in: Enter sends, Shift+Enter starts a new line; says to whom it goes.
import { Paperclip, SendHorizontal } from "lucide-react";
import { useId, useLayoutEffect, useRef } from "react";
import { newId } from "../core/api";
import { isStaff } from "../core/view/people";
import type { MessageView } from "../core/view/types";
import { t } from "../texts";
import { IconButton } from "../ui/Button";
import { AudienceChoice, placeholder, useAudience } from "./Audience";
import { ChatTools } from "./ChatTools";
import { useDraft } from "./drafts";
import { FileTray } from "./FileTray";
import type { Bringing } from "./files";
import { LIMIT, lengthOf, lengthWords } from "./limit";
import { audienceWord } from "./Message";
import { namedIn } from "./mentions";
import { NameList, optionId, useNaming } from "./NameList";
import type { PanelProps } from "./props";
import { asText, isSlash } from "./slash/line";
import { SlashDialogs, SlashList, SlashSays, slashOption } from "./slash/SlashList";
import { fetchEngine, useSlash } from "./slash/useSlash";
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

function useTyping(to: string, onTyping?: (to: string) => void) {
  const last = useRef(0);
  return () => {
    if (!onTyping || Date.now() - last.current < 2000) return;
    last.current = Date.now();
    onTyping(to);
  };
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

/** The key that begins a command was pressed somewhere in the room: the field has the focus, and a slash if it was empty. */
function useBegun(
  { steering }: PanelProps,
  field: ReturnType<typeof useField>["field"],
  text: string,
  write: (text: string, caret: number) => void,
) {
  const begun = steering?.begun;
  // Within the same turn as the key: what is typed next must find the slash in the field.
  useLayoutEffect(() => {
    if (!begun || begun.taken >= begun.count) return;
    begun.taken = begun.count;
    field.current?.focus();
    if (text === "") write("/", 1);
  });
}

/** Stands in its place once late messages are no longer taken. */
export const Closed = () => <p className="composer small muted locked">{t("late.write_closed")}</p>;

export function Composer({ panel, root, bringing, onSearch, onTyping }: Props) {
  const { text, setText, field, write } = useField(panel, root ? `message:${root.message}` : "message");
  const { group, to, choose } = useAudience(panel, root);
  const typing = useTyping(to, onTyping);
  const naming = useNaming(panel, write);
  const slash = useSlash(panel, text, write);
  useBegun(panel, field, text, write);
  const list = useId();
  const toMany = to === "everyone" || to.startsWith("group:");
  const [announces, setAnnounces] = useDraft(panel.drafts, "announces", () => false);
  const slow = toMany && panel.mode === "live" && !isStaff(panel.me.role) ? panel.view.notices.slow : 0;
  const [sentAt, setSentAt] = useDraft<number | null>(panel.drafts, "sent", () => null);
  const wait = useWait(slow, sentAt);
  const long = lengthOf(text);
  const trouble = lengthWords(long) || slowWords(slow, wait);
  const files = useFiles(panel, bringing);
  const fits = long <= LIMIT && !files.busy && wait === 0;
  const canSend = slash.on || ((text.trim() !== "" || files.ready.length > 0) && fits);
  const say = () => {
    if (!fits) return;
    const words = asText(text).trim();
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
  const send = () => {
    if (slash.on) slash.enter();
    else if (canSend) say();
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
      <SlashList id={list} slash={slash} people={panel.people} />
      <SlashDialogs slash={slash} />
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
                <IconButton
                  label={t("chat.add_files")}
                  size="sm"
                  onPress={() => files.chooser.current?.click()}
                >
                  <Paperclip className="i s" />
                </IconButton>
              </span>
            </>
          )}
          <textarea
            ref={field}
            aria-label={t(root ? "chat.field_reply" : "chat.field_message")}
            aria-autocomplete="list"
            aria-controls={named || slash.found.length ? list : undefined}
            aria-activedescendant={
              named ? optionId(list, named) : slash.found.length ? slashOption(list, slash.at) : undefined
            }
            aria-describedby={slash.on ? `${list}-says` : undefined}
            aria-invalid={long > LIMIT || slash.trouble !== "" || undefined}
            rows={1}
            value={text}
            placeholder={placeholder(panel, root, to, group?.name)}
            onChange={(event) => {
              setText(event.target.value);
              // A command is nobody's business before it is given.
              if (isSlash(event.target.value)) return naming.close();
              naming.look(event.target.value, event.target.selectionStart);
              typing();
            }}
            onFocus={fetchEngine}
            onBlur={naming.close}
            onPaste={(event) => {
              if (files.add(event.clipboardData.files)) event.preventDefault();
            }}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              const alone = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
              if (alone && (naming.press(event.key) || slash.press(event.key))) {
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
        <IconButton label={t("chat.send")} kind="go" type="submit" isDisabled={!canSend}>
          <SendHorizontal className="i" />
        </IconButton>
      </div>
      <SlashSays id={`${list}-says`} slash={slash} asText={say} />
      {!slash.on && <p className={long > LIMIT ? "field-error" : "small muted"}>{trouble}</p>}
      {/* Numbers change with every key and second: a screen reader is told once. */}
      <span className="vh" role="status">
        {slash.on ? slash.aloud : long > LIMIT ? t("chat.too_long") : wait > 0 ? t("chat.slow_wait") : ""}
      </span>
    </form>
  );
}
