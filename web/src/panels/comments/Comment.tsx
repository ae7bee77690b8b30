// One comment: who, at which moment, on which page, how it stands, and what can be done with it.
import { Ellipsis, Pencil, Presentation, SmilePlus, Trash2, UserRound } from "lucide-react";
import { useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { Reaction } from "../../core/view/chat";
import type { CommentView } from "../../core/view/notes";
import { isStaff } from "../../core/view/people";
import { t } from "../../texts";
import { Avatar } from "../../ui/Avatar";
import { Chip } from "../../ui/Chip";
import { clock } from "../../ui/clock";
import { Menu, type MenuEntry } from "../../ui/Menu";
import { CHANGE_WITHIN } from "../Actions";
import { EditBox } from "../EditBox";
import { Moment } from "../Moment";
import { nameOf, type PanelProps } from "../props";
import { PaletteOf, ReactionRow } from "../Reactions";
import { Words } from "../Words";
import { Approval } from "./Approval";
import { NotePlayer } from "./NotePlayer";
import { writerOf } from "./words";

interface Props {
  one: CommentView;
  panel: PanelProps;
  isNew: boolean;
}

/** Whether the reader may change their comment, and take it back. */
function mine(one: CommentView, { me, whole, view }: PanelProps): { edit: boolean; redact: boolean } {
  if (one.by !== me.person) return { edit: false, redact: isStaff(me.role) };
  if (isStaff(me.role)) return { edit: true, redact: true };
  const inTime = one.state !== "open" || Date.now() - one.wrote < CHANGE_WITHIN;
  const fixed = one.state === "open" && one.to === "everyone" && (whole ?? view).notes.rules.hold;
  return { edit: inTime && !fixed, redact: inTime };
}

function Head({ one, panel, who, isNew }: Props & { who: string }) {
  const { view, whole, seek } = panel;
  const { decks } = (whole ?? view).slides;
  return (
    <header>
      <b className="clip" dir="auto">
        {who}
      </b>
      <Moment at={one.at} seek={seek} />
      {one.on && (
        <span className="row comment-page">
          <Presentation className="i s" aria-hidden="true" />
          {t("core.slide_of", { page: one.on.page, pages: decks.get(one.on.deck)?.pages ?? one.on.page })}
        </span>
      )}
      {one.edited && !one.redacted && <span>{t("chat.edited")}</span>}
      {one.late && <span className="later-word">{t("playback.later")}</span>}
      {one.to === "staff" && one.state === "open" && (
        <span className="to-word">{t("playback.to_teachers")}</span>
      )}
      {isNew && <Chip tone="acc">{t("comments.new")}</Chip>}
    </header>
  );
}

export function Comment({ one, panel, isNew }: Props) {
  const { people, me, act } = panel;
  const who = writerOf(one, people, me.person);
  const tools = useRef<HTMLSpanElement>(null);
  const [picking, setPicking] = useState(false);
  const [editing, setEditing] = useState(false);
  const may = mine(one, panel);
  const give = (reaction: Reaction, given: boolean) =>
    void act({ do: "ReactToComment", comment: one.comment, reaction, given, at: one.at });
  const isMine = (reaction: Reaction) =>
    one.reactions.some((own) => own.given && own.person === me.person && own.reaction === reaction);
  const entries: (MenuEntry | false)[] = [
    !me.looks &&
      one.state === "open" && {
        id: "react",
        label: t("chat.react"),
        icon: <SmilePlus className="i s" />,
        run: () => setPicking(true),
      },
    may.edit && {
      id: "edit",
      label: t("chat.edit"),
      icon: <Pencil className="i s" />,
      run: () => setEditing(true),
    },
    may.redact && {
      id: "redact",
      label: t("chat.take_back"),
      icon: <Trash2 className="i s" />,
      danger: true,
      run: () => void act({ do: "RedactComment", comment: one.comment }),
    },
  ];
  const offered = entries.filter((entry) => entry !== false);
  const label = t("playback.comment_of", { name: who, time: clock(one.at) });
  return (
    <article className={`msg${one.late ? " late" : ""}`} aria-label={label} data-state={one.state}>
      {one.by && !one.anonymous ? (
        <Avatar id={one.by} name={nameOf(people, one.by)} later={one.late} size="s" />
      ) : (
        <span className="av s" aria-hidden="true">
          <UserRound className="i s" />
        </span>
      )}
      <Head one={one} panel={panel} who={who} isNew={isNew} />
      <div className="said">
        {one.redacted ? (
          <p className="muted">{t("playback.comment_taken_back")}</p>
        ) : editing ? (
          <EditBox
            label={t("comments.edit_yours")}
            before={one.text}
            mayBeEmpty={one.note !== null}
            save={(text) => act({ do: "EditComment", comment: one.comment, text })}
            onDone={() => setEditing(false)}
          />
        ) : (
          one.text && <Words text={one.text} />
        )}
        {one.note && <NotePlayer one={one} panel={panel} who={who} />}
        {!one.redacted && <Approval one={one} panel={panel} who={who} />}
        <ReactionRow of={one} panel={panel} active give={give} />
      </div>
      {!one.redacted && !editing && offered.length > 0 && (
        <span className={`msg-menu${picking ? " open" : ""}`} ref={tools}>
          <Menu label={label} groups={[{ entries: offered }]}>
            <AriaButton className="btn ic bare sm" aria-label={t("comments.options_of", { who })}>
              <Ellipsis className="i s" />
            </AriaButton>
          </Menu>
          {picking && (
            <PaletteOf
              label={t("comments.react_to", { who })}
              isMine={isMine}
              give={give}
              anchor={tools}
              open={picking}
              onOpen={setPicking}
            />
          )}
        </span>
      )}
    </article>
  );
}
