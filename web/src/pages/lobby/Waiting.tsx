// Standing at the door: what we wait for, and that nothing needs to be done.
import { Hourglass } from "lucide-react";
import type { Ticket } from "../../core/api";
import { t } from "../../texts";
import { Banner } from "../../ui/Banner";

interface Props {
  about: Ticket["class"];
  /** Where its chat can be read before it begins. */
  playback: string;
  onCancel: () => void;
}

export function Waiting({ about, playback, onCancel }: Props) {
  const actions = (
    <>
      {!about.lobby && (
        <a className="btn" href={playback} target="_blank" rel="noopener">
          {t("lobby.write_to_class")}
        </a>
      )}
      <button type="button" className="btn" onClick={onCancel}>
        {t("lobby.stop_waiting")}
      </button>
    </>
  );
  return (
    <Banner
      tone="acc"
      icon={<Hourglass className="i" />}
      title={t("lobby.class_not_begun", { title: about.title })}
      actions={actions}
    >
      {t("lobby.waiting_hint")}
    </Banner>
  );
}
