// Above the chat: what is pinned, and to those who lead, what was reported.
import { Flag, Pin, PinOff } from "lucide-react";
import { useState } from "react";
import { isStaff } from "../core/view/people";
import type { MessageView } from "../core/view/types";
import { Button, IconButton } from "../ui/Button";
import { saidWords } from "./Message";
import { nameOf, type PanelProps } from "./props";

interface Props {
  panel: PanelProps;
  byId: ReadonlyMap<string, MessageView>;
  onShow: (message: string) => void;
}

export function Pins({ panel, byId, onShow }: Props) {
  const [all, setAll] = useState(false);
  const pinned = panel.view.notices.pinned.flatMap((id) => byId.get(id) ?? []).reverse();
  if (pinned.length === 0) return null;
  const shown = all ? pinned : pinned.slice(0, 1);
  return (
    <section className="pins" aria-label="Pinned messages">
      <ul>
        {shown.map((one) => (
          <li key={one.message} className="row">
            <Pin className="i s muted" aria-hidden="true" />
            <button type="button" className="pin grow clip" onClick={() => onShow(one.message)} dir="auto">
              <b>{nameOf(panel.people, one.by)}:</b> {saidWords(one)}
            </button>
            {isStaff(panel.me.role) && (
              <IconButton
                label={`Unpin the message of ${nameOf(panel.people, one.by)}`}
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
          aria-label={all ? "Fewer pinned messages" : `${pinned.length - 1} more pinned`}
          onClick={() => setAll(!all)}
        >
          {all ? "Fewer" : `+${pinned.length - 1} pinned`}
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
    <section className="reports" aria-label="Reported messages">
      <h2 className="row">
        <Flag className="i s" aria-hidden="true" />
        {messages.length} {messages.length === 1 ? "message" : "messages"} reported
      </h2>
      <ul>
        {messages.map((message) => {
          const said = byId.get(message);
          const about = reports.filter((one) => one.message === message);
          return (
            <li key={message}>
              {said ? (
                <button type="button" className="pin clip" onClick={() => onShow(message)} dir="auto">
                  <b>{nameOf(panel.people, said.by)}:</b> {saidWords(said)}
                </button>
              ) : (
                <span className="muted">A private message that you cannot read</span>
              )}
              <p className="small muted" dir="auto">
                {about
                  .map((one) => `${nameOf(panel.people, one.by)}${one.reason ? `: ${one.reason}` : ""}`)
                  .join(" · ")}
              </p>
              <span className="row">
                <Button
                  size="sm"
                  kind="stop"
                  onPress={() => void panel.act({ do: "RedactMessage", message })}
                >
                  Take back
                </Button>
                <Button size="sm" onPress={() => void panel.act({ do: "SettleReport", message })}>
                  Leave it
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
