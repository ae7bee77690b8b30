// The keys of the player, for whoever asks for them.
import { t } from "../../texts";
import { Dialog } from "../../ui/Dialog";
import css from "./more.module.css";

const KEYS = [
  { shown: "K", does: t("player.key_play") },
  { shown: "J · L", does: t("player.key_ten") },
  { shown: "← · →", does: t("player.key_five") },
  { shown: ", · .", does: t("player.key_frame") },
  { shown: "0–9", does: t("player.key_digits") },
  { shown: "< · >", does: t("player.key_speed") },
  { shown: "S", does: t("player.key_silence") },
  { shown: "C", does: t("player.key_captions") },
  { shown: "M", does: t("player.key_sound") },
  { shown: "F", does: t("player.key_full") },
  { shown: "I · O · X", does: t("edit.key_cut") },
  { shown: "?", does: t("player.key_list") },
] as const;

export default function Keys({ close }: { close: () => void }) {
  return (
    <Dialog title={t("tools.shortcuts")} open onClose={close}>
      <dl className={css.keys}>
        {KEYS.map((one) => (
          <div key={one.shown}>
            <dt>
              <kbd>{one.shown}</kbd>
            </dt>
            <dd>{one.does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
