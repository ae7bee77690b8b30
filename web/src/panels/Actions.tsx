// What can be done with a message: the two most used as buttons, everything in the menu.
import { Copy, Ellipsis, Flag, Pencil, Pin, PinOff, Reply, SmilePlus, Trash2 } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { isStaff } from "../core/view/people";
import type { MessageView } from "../core/view/types";
import { t } from "../texts";
import { Menu, type MenuEntry } from "../ui/Menu";
import { type MessagePanel, nameOf } from "./props";

/** Students may change what they wrote for so long. */
export const CHANGE_WITHIN = 15 * 60_000;

export function mayChange(message: MessageView, { me }: MessagePanel, now = Date.now()): boolean {
  return message.by === me.person && (isStaff(me.role) || now - message.wrote < CHANGE_WITHIN);
}

interface Props {
  message: MessageView;
  panel: MessagePanel;
  active: boolean;
  onReact: () => void;
  onReply?: () => void;
  onEdit: () => void;
  onReport: () => void;
}

export function Actions({ message, panel, active, onReact, onReply, onEdit, onReport }: Props) {
  const name = nameOf(panel.people, message.by);
  const own = mayChange(message, panel);
  const leads = isStaff(panel.me.role);
  const pinned = panel.view.notices.pinned.includes(message.message);
  // Whoever only looks is offered nothing that would be refused.
  const takesPart = !panel.me.looks;
  const entries: (MenuEntry | false)[] = [
    takesPart && { id: "react", label: t("chat.react"), icon: <SmilePlus className="i s" />, run: onReact },
    takesPart &&
      onReply !== undefined && {
        id: "reply",
        label: t("chat.reply_in_thread"),
        icon: <Reply className="i s" />,
        run: onReply,
      },
    own && { id: "edit", label: t("chat.edit"), icon: <Pencil className="i s" />, run: onEdit },
    message.text !== "" && {
      id: "copy",
      label: t("chat.copy"),
      icon: <Copy className="i s" />,
      run: () => void navigator.clipboard?.writeText(message.text).catch(() => undefined),
    },
    leads &&
      !message.to.startsWith("person:") && {
        id: "pin",
        label: t(pinned ? "chat.unpin" : "chat.pin"),
        icon: pinned ? <PinOff className="i s" /> : <Pin className="i s" />,
        run: () => void panel.act({ do: pinned ? "UnpinMessage" : "PinMessage", message: message.message }),
      },
    message.by !== panel.me.person &&
      takesPart &&
      !leads && {
        id: "report",
        label: t("chat.report_to_teachers"),
        icon: <Flag className="i s" />,
        run: onReport,
      },
    (own || leads) && {
      id: "redact",
      label: t("chat.take_back"),
      icon: <Trash2 className="i s" />,
      danger: true,
      run: () => void panel.act({ do: "RedactMessage", message: message.message }),
    },
  ];
  const offered = entries.filter((one) => one !== false);
  if (offered.length === 0) return null;
  return (
    <>
      {takesPart && (
        <AriaButton
          className="btn ic bare sm quick"
          aria-label={t("chat.react_to", { name })}
          excludeFromTabOrder={!active}
          onPress={onReact}
        >
          <SmilePlus className="i s" />
        </AriaButton>
      )}
      {takesPart && onReply && (
        <AriaButton
          className="btn ic bare sm quick"
          aria-label={t("chat.reply_to", { name })}
          excludeFromTabOrder={!active}
          onPress={onReply}
        >
          <Reply className="i s" />
        </AriaButton>
      )}
      <Menu label={t("chat.message_of", { name })} groups={[{ entries: offered }]}>
        <AriaButton
          className="btn ic bare sm"
          aria-label={t("chat.options_of", { name })}
          excludeFromTabOrder={!active}
        >
          <Ellipsis className="i s" />
        </AriaButton>
      </Menu>
    </>
  );
}
