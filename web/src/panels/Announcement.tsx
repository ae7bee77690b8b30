// Under an announcement: a button to say that one has read it, and to those who lead, who has.
import { Check, Megaphone } from "lucide-react";
import { isStaff } from "../core/view/people";
import type { MessageView } from "../core/view/types";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { type MessagePanel, nameOf } from "./props";

/** Students of the class, present or not, by whether they have said that they have read it. */
export function readers({ view }: MessagePanel, message: string): { read: string[]; not: string[] } {
  const read = view.notices.read.get(message) ?? new Set<string>();
  const students = [...view.people.byId.values()].filter((one) => !isStaff(one.role)).map((one) => one.id);
  return { read: [...read], not: students.filter((id) => !read.has(id)) };
}

export function Announced() {
  return (
    <p className="announced row">
      <Megaphone className="i s" aria-hidden="true" />
      {t("chat.announcement")}
    </p>
  );
}

export function Acknowledgement({ message, panel }: { message: MessageView; panel: MessagePanel }) {
  const { me, people, whole, view } = panel;
  if (message.by === me.person || isStaff(me.role)) {
    const { read, not } = readers(panel, message.message);
    const names = (ids: readonly string[]) =>
      ids.map((id) => nameOf(people, id)).join(t("chat.between")) || t("chat.nobody");
    return (
      <details className="acknowledged">
        <summary className="nums">
          {t("chat.have_read", { count: read.length, total: read.length + not.length })}
        </summary>
        <p className="small muted">{t("chat.read_by", { names: names(read) })}</p>
        <p className="small muted">{t("chat.not_read_by", { names: names(not) })}</p>
      </details>
    );
  }
  const done = (whole ?? view).notices.read.get(message.message)?.has(me.person);
  if (done)
    return (
      <p className="small muted row">
        <Check className="i s" aria-hidden="true" /> {t("chat.you_have_read")}
      </p>
    );
  return (
    <Button size="sm" onPress={() => void panel.act({ do: "Acknowledge", message: message.message })}>
      {t("chat.i_have_read")}
    </Button>
  );
}
