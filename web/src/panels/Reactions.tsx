// What others think of a message, in one press: the palette of reactions, and the row of those that were given.
import { Popover } from "react-aria-components";
import { type Reaction, reactionsOf } from "../core/view/chat";
import type { MessageView } from "../core/view/types";
import { t } from "../texts";
import { type MessagePanel, nameOf } from "./props";
import { REACTIONS, reactionName, whoWords } from "./reactions";

/** Whether the reader has given a reaction; in playback also one that stands at a later moment. */
function isOwn({ me, whole }: MessagePanel, message: MessageView, reaction: string): boolean {
  const latest = whole?.chat.messages.find((one) => one.message === message.message) ?? message;
  return latest.reactions.some((one) => one.given && one.person === me.person && one.reaction === reaction);
}

interface Props {
  message: MessageView;
  panel: MessagePanel;
  /** Reachable with Tab: the message has the focus. */
  active: boolean;
}

export function Reactions({ message, panel, active }: Props) {
  const give = (reaction: Reaction, given: boolean) =>
    void panel.act({ do: "React", message: message.message, reaction, given });
  return <ReactionRow of={message} panel={panel} active={active} give={give} />;
}

interface RowProps {
  of: Pick<MessageView, "reactions">;
  panel: Pick<MessagePanel, "me" | "people">;
  active: boolean;
  give: (reaction: Reaction, given: boolean) => void;
}

/** The reactions that were given, each a button that gives one's own or takes it back. */
export function ReactionRow({ of, panel, active, give }: RowProps) {
  const given = reactionsOf(of);
  if (given.length === 0) return null;
  return (
    <ul className="reactions" aria-label={t("chat.reactions")}>
      {given.map(({ reaction, people }) => {
        const { sign = "", name = reaction } = reactionName.get(reaction) ?? {};
        const mine = people.includes(panel.me.person);
        const others = people.filter((id) => id !== panel.me.person).map((id) => nameOf(panel.people, id));
        const who = whoWords(others, mine);
        return (
          <li key={reaction}>
            <button
              type="button"
              className="reaction"
              aria-pressed={panel.me.looks ? undefined : mine}
              disabled={panel.me.looks}
              aria-label={t("chat.reaction_from", { reaction: name, count: people.length, who })}
              title={t("chat.reaction_title", { reaction: name, who })}
              tabIndex={active ? 0 : -1}
              onClick={() => give(reaction, !mine)}
            >
              <span aria-hidden="true">{sign}</span>
              {reaction === "same" && <span>{name}</span>}
              <b className="nums">{people.length}</b>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

interface PaletteProps extends Omit<Props, "active"> {
  anchor: React.RefObject<HTMLElement | null>;
  open: boolean;
  onOpen: (open: boolean) => void;
}

export function Palette({ message, panel, anchor, open, onOpen }: PaletteProps) {
  const label = t("chat.react_to_message", { name: nameOf(panel.people, message.by) });
  const give = (reaction: Reaction, given: boolean) =>
    void panel.act({ do: "React", message: message.message, reaction, given });
  const isMine = (reaction: Reaction) => isOwn(panel, message, reaction);
  return <PaletteOf label={label} isMine={isMine} give={give} anchor={anchor} open={open} onOpen={onOpen} />;
}

interface PaletteOfProps extends Pick<PaletteProps, "anchor" | "open" | "onOpen">, Pick<RowProps, "give"> {
  label: string;
  isMine: (reaction: Reaction) => boolean;
}

/** The palette from which a reaction is chosen. */
export function PaletteOf({ label, isMine, give, anchor, open, onOpen }: PaletteOfProps) {
  return (
    <Popover
      className="popover"
      aria-label={label}
      triggerRef={anchor}
      isOpen={open}
      onOpenChange={onOpen}
      placement="top end"
      offset={4}
    >
      <div className="palette">
        {REACTIONS.map(({ reaction, sign, name: word }, index) => {
          const mine = isMine(reaction);
          return (
            <button
              key={reaction}
              type="button"
              // biome-ignore lint/a11y/noAutofocus: the palette was opened to choose from it
              autoFocus={index === 0}
              aria-pressed={mine}
              aria-label={word}
              title={word}
              onClick={() => {
                onOpen(false);
                give(reaction, !mine);
              }}
            >
              <span aria-hidden="true">{sign}</span>
            </button>
          );
        })}
      </div>
    </Popover>
  );
}
