// One's own message on its way, or kept because it could not be sent.
import { CircleAlert } from "lucide-react";
import { KEPT, type Pending } from "../core/commands";
import { t } from "../texts";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { nameOf, type PanelProps } from "./props";

export function Unsent({ one, panel }: { one: Pending; panel: PanelProps }) {
  if (one.command.do !== "Say") return null;
  const { id, text, files = [] } = one.command;
  const lost = one.error?.code === "no_connection" || one.error?.code === "timeout";
  const cut = (panel.mode === "live" && lost) || one.error?.code === KEPT;
  return (
    <article className="msg pending" aria-label={t("chat.unsent")}>
      <Avatar id={panel.me.person} name={nameOf(panel.people, panel.me.person)} size="s" />
      <header>
        <b className="clip">{nameOf(panel.people, panel.me.person)}</b>
        <span>{one.state === "failed" ? "" : t("chat.sending")}</span>
      </header>
      <div className="said">
        {text && <p>{text}</p>}
        {files.length > 0 && <p className="muted">{t("chat.files_with", { count: files.length })}</p>}
        {one.state === "failed" && (
          <div className="row wrap unsent">
            <span className="field-error row">
              <CircleAlert className="i s" aria-hidden="true" />
              {t(cut ? "chat.kept_until_line" : "chat.kept_unsent")}
              {one.error?.fault === "rule" || one.error?.fault === "you" ? ` ${one.error.message}` : ""}
            </span>
            <Button size="sm" onPress={() => panel.retry?.(id)}>
              {t("chat.send_again")}
            </Button>
            <Button size="sm" kind="bare" onPress={() => panel.discard?.(id)}>
              {t("chat.discard")}
            </Button>
          </div>
        )}
      </div>
    </article>
  );
}
