// The link to a moment was copied, or stands here to be copied by hand.
import { Check, X } from "lucide-react";
import { useEffect } from "react";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { clock } from "../../ui/clock";
import css from "./more.module.css";
import type { Shared } from "./sharing";

const STAYS = 6_000;

export function SharedLink({ shared, close }: { shared: Shared | null; close: () => void }) {
  useEffect(() => {
    if (!shared?.copied) return;
    const timer = setTimeout(close, STAYS);
    return () => clearTimeout(timer);
  }, [shared, close]);
  return (
    <div role="status" className={shared ? css.shared : "vh"}>
      {shared?.copied && (
        <>
          <Check className="i s" aria-hidden="true" />
          <span className="grow">{t("player.link_copied", { time: clock(shared.at) })}</span>
        </>
      )}
      {shared && !shared.copied && (
        <label className="grow">
          {t("player.link_shown", { time: clock(shared.at) })}
          <input className="input" readOnly value={shared.link} onFocus={(event) => event.target.select()} />
        </label>
      )}
      {shared && (
        <IconButton label={t("ui.close")} size="sm" onPress={close}>
          <X className="i s" aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}
