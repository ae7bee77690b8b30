// One message: who, when, to whom, and what can be done with it.
import { MessageSquareReply } from "lucide-react";
import { memo, useRef, useState } from "react";
import type { MessageView, View } from "../core/view/types";
import { t } from "../texts";
import { Avatar } from "../ui/Avatar";
import { clock, wallTime } from "../ui/clock";
import { roleWord } from "../ui/names";
import { Actions } from "./Actions";
import { Acknowledgement, Announced } from "./Announcement";
import { Attachments } from "./Attachments";
import { EditBox } from "./EditBox";
import { Moment } from "./Moment";
import { namedIn } from "./mentions";
import { type MessagePanel, nameOf } from "./props";
import { Palette, Reactions } from "./Reactions";
import { ReportDialog } from "./ReportDialog";
import { Words } from "./Words";

/** "to the teachers", "in Pair 1", "only to Kofi"; empty for everyone. */
export function audienceWord(
  to: string,
  view: Pick<View, "breakouts">,
  people: MessagePanel["people"],
): string {
  if (to === "everyone") return "";
  if (to === "staff") return t("chat.to_teachers");
  const [kind, id = ""] = to.split(":");
  if (kind === "person") return t("chat.to_person", { name: nameOf(people, id) });
  const group = view.breakouts.groups.find((one) => one.group === id)?.name;
  return group === undefined ? t("chat.in_some_group") : t("chat.in_group", { group });
}

/** What a message says in one line. */
export function saidWords({ redacted, text, files }: MessageView): string {
  if (redacted) return t("chat.gone_word");
  return text || files.map((one) => one.name).join(t("chat.between"));
}

interface Props {
  panel: MessagePanel;
  message: MessageView;
  /** Which line it is, and of how many: only those in view are drawn. */
  place: readonly [number, number];
  quoted: MessageView | undefined;
  /** How many answers its thread has. */
  answers: number;
  /** It has the focus, so that its buttons can be reached with Tab. */
  active: boolean;
  /** Undefined inside a thread. */
  onThread?: (message: MessageView) => void;
}

function Head({ message, panel }: Pick<Props, "message" | "panel">) {
  const { view, people, mode, openedAt } = panel;
  const word = roleWord(view.people.byId.get(message.by)?.role ?? people[message.by]?.role ?? "student");
  const to = audienceWord(message.to, view, people);
  // What was written before class has no time in it.
  const wall = message.late && openedAt ? openedAt + message.at : message.wrote;
  const time = mode === "live" ? wallTime(wall) : clock(message.at);
  return (
    <header>
      <b className="clip" dir="auto">
        {nameOf(people, message.by)}
      </b>
      {word && <span>{word}</span>}
      <Moment at={message.at} time={time} seek={panel.seek} />
      {message.edited && !message.redacted && <span>{t("chat.edited")}</span>}
      {message.late && <span className="later-word">{t("chat.later")}</span>}
      {to && <span className="to-word clip">{to}</span>}
    </header>
  );
}

/** Who is named in the new words is told, as with the old ones. */
function change(message: MessageView, panel: MessagePanel, words: string) {
  const ids = [...panel.view.people.byId.keys()];
  const mentions = namedIn(words, panel.people, ids, new Set(message.mentions));
  return panel.act({ do: "EditMessage", message: message.message, text: words, mentions });
}

/** A new message gives all others another place; the rest of them stays as it was drawn. */
export function Message({ place, ...shown }: Props) {
  const { message, panel } = shown;
  const { people, me } = panel;
  const name = nameOf(people, message.by);
  const forMe = message.mentions.includes(me.person) && !message.redacted;
  return (
    <article
      className={`msg${message.announcement && !message.redacted ? " announcement" : ""}${message.late ? " late" : ""}${forMe ? " for-me" : ""}`}
      data-message={message.message}
      aria-posinset={place[0]}
      aria-setsize={place[1]}
      aria-label={t(forMe ? "chat.message_at_naming_you" : "chat.message_at", {
        name,
        time: clock(message.at),
      })}
      tabIndex={-1}
    >
      <Inside {...shown} />
    </article>
  );
}

const Inside = memo(function Inside({
  panel,
  message,
  quoted,
  answers,
  active,
  onThread,
}: Omit<Props, "place">) {
  const { people, me } = panel;
  const name = nameOf(people, message.by);
  const tools = useRef<HTMLSpanElement>(null);
  const [picking, setPicking] = useState(false);
  const [editing, setEditing] = useState(false);
  const [reporting, setReporting] = useState(false);
  return (
    <>
      <Avatar id={message.by} name={name} later={message.late} size="s" />
      <Head message={message} panel={panel} />
      <div className="said">
        {message.announcement && !message.redacted && <Announced />}
        {quoted && (
          <button
            type="button"
            className="quote clip"
            tabIndex={active ? 0 : -1}
            aria-label={t("chat.thread_quoted", { name: nameOf(people, quoted.by) })}
            onClick={() => onThread?.(message)}
          >
            {t("chat.said_by", { name: nameOf(people, quoted.by), said: saidWords(quoted) })}
          </button>
        )}
        {editing ? (
          <EditBox
            label={t("chat.edit_yours")}
            before={message.text}
            save={(words) => change(message, panel, words)}
            onDone={() => setEditing(false)}
          />
        ) : message.redacted ? (
          <p className="muted">{t("chat.gone")}</p>
        ) : (
          message.text && (
            <Words text={message.text} mentions={message.mentions} people={people} me={me.person} />
          )
        )}
        <Attachments files={message.files} panel={panel} active={active} />
        {message.announcement && !message.redacted && <Acknowledgement message={message} panel={panel} />}
        <Reactions message={message} panel={panel} active={active} />
        {answers > 0 && (
          <button
            type="button"
            className="answers"
            tabIndex={active ? 0 : -1}
            onClick={() => onThread?.(message)}
          >
            <MessageSquareReply className="i s" aria-hidden="true" />
            {t("chat.replies", { count: answers })}
          </button>
        )}
      </div>
      {reporting && <ReportDialog message={message} panel={panel} onClose={() => setReporting(false)} />}
      {!message.redacted && !editing && (
        <span className={`msg-menu${picking ? " open" : ""}`} ref={tools}>
          <Actions
            message={message}
            panel={panel}
            active={active}
            onReact={() => setPicking(true)}
            onReply={onThread && (() => onThread(message))}
            onEdit={() => setEditing(true)}
            onReport={() => setReporting(true)}
          />
          {picking && (
            <Palette message={message} panel={panel} anchor={tools} open={picking} onOpen={setPicking} />
          )}
        </span>
      )}
    </>
  );
});
