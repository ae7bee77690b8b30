// Above the chat: what is pinned, and to those who lead, what was reported.
import { Flag, Pin, PinOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { isStaff } from "../core/view/people";
import type { MessageView, View } from "../core/view/types";
import { t } from "../texts";
import { Button, IconButton } from "../ui/Button";
import { pieces } from "../ui/pieces";
import { saidWords } from "./Message";
import { nameOf, type PanelProps } from "./props";

interface Props {
  panel: PanelProps;
  byId: ReadonlyMap<string, MessageView>;
  onShow: (message: string) => void;
}

const by = ({ people }: PanelProps, one: MessageView): ReactNode =>
  pieces("chat.said_by", { name: <b>{nameOf(people, one.by)}</b> }, { said: saidWords(one) });

function reporterWords({ people }: PanelProps, { by, reason }: View["notices"]["reports"][number]): string {
  const name = nameOf(people, by);
  return reason ? t("chat.said_by", { name, said: reason }) : name;
}

export function Pins({ panel, byId, onShow }: Props) {
  const [all, setAll] = useState(false);
  const pinned = panel.view.notices.pinned.flatMap((id) => byId.get(id) ?? []).reverse();
  if (pinned.length === 0) return null;
  const shown = all ? pinned : pinned.slice(0, 1);
  return (
    <section className="pins" aria-label={t("chat.pinned")}>
      <ul>
        {shown.map((one) => (
          <li key={one.message} className="row">
            <Pin className="i s muted" aria-hidden="true" />
            <button type="button" className="pin grow clip" onClick={() => onShow(one.message)} dir="auto">
              {by(panel, one)}
            </button>
            {isStaff(panel.me.role) && (
              <IconButton
                label={t("chat.unpin_of", { name: nameOf(panel.people, one.by) })}
                size="sm"
                onPress={() => void panel.act({ do: "UnpinMessage", message: one.message })}
              >
                <PinOff className="i s" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {pinned.length > 1 && (
        <button
          type="button"
          className="more-hands nums"
          aria-expanded={all}
          aria-label={all ? t("chat.pinned_fewer") : t("chat.pinned_more", { count: pinned.length - 1 })}
          onClick={() => setAll(!all)}
        >
          {all ? t("chat.fewer") : t("chat.more_pinned", { count: pinned.length - 1 })}
        </button>
      )}
    </section>
  );
}

export function Reports({ panel, byId, onShow }: Props) {
  const { reports } = panel.view.notices;
  if (!isStaff(panel.me.role) || reports.length === 0) return null;
  const messages = [...new Set(reports.map((one) => one.message))];
  return (
    <section className="reports" aria-label={t("chat.reported")}>
      <h2 className="row">
        <Flag className="i s" aria-hidden="true" />
        {t("chat.reported_count", { count: messages.length })}
      </h2>
      <ul>
        {messages.map((message) => {
          const said = byId.get(message);
          const about = reports.filter((one) => one.message === message);
          return (
            <li key={message}>
              {said ? (
                <button type="button" className="pin clip" onClick={() => onShow(message)} dir="auto">
                  {by(panel, said)}
                </button>
              ) : (
                <span className="muted">{t("chat.reported_private")}</span>
              )}
              <p className="small muted" dir="auto">
                {about.map((one) => reporterWords(panel, one)).join(" · ")}
              </p>
              <span className="row">
                <Button
                  size="sm"
                  kind="stop"
                  onPress={() => void panel.act({ do: "RedactMessage", message })}
                >
                  {t("chat.take_back")}
                </Button>
                <Button size="sm" onPress={() => void panel.act({ do: "SettleReport", message })}>
                  {t("chat.leave_it")}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
