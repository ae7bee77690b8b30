// Whether somebody has read the transcript through, or a program alone wrote it.
import { useState } from "react";
import type { CaptionView } from "../../core/view/captions";
import { isAutomatic } from "../../core/view/captions";
import { isStaff } from "../../core/view/people";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { nameOf, type PanelProps } from "../props";

interface Props {
  panel: Pick<PanelProps, "view" | "people" | "me" | "act">;
  lines: readonly CaptionView[];
}

export function Checked({ panel, lines }: Props) {
  const { view, people, me, act } = panel;
  const [trouble, setTrouble] = useState("");
  const { captions } = view;
  const automatic = lines.some((line) => isAutomatic(captions, line));
  const { reviewed } = captions;
  const written = captions.transcript.state === "done" || captions.transcript.state === "failed";
  const review = async (now: boolean) => {
    const outcome = await act({ do: "ReviewTranscript", reviewed: now });
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <div className="checked row wrap small">
      {automatic ? (
        <span className="row" title={t("transcript.automatic_hint")}>
          <Chip tone="plain">{t("transcript.automatic")}</Chip>
        </span>
      ) : (
        <Chip tone="ok">
          {reviewed
            ? t("transcript.reviewed_by", { name: nameOf(people, reviewed.by) })
            : t("transcript.reviewed")}
        </Chip>
      )}
      {isStaff(me.role) && written && (
        <Button size="sm" kind="bare" onPress={() => void review(!reviewed || automatic)}>
          {reviewed && !automatic ? t("transcript.not_reviewed") : t("transcript.mark_reviewed")}
        </Button>
      )}
      {trouble && (
        <span className="field-error" role="alert">
          {trouble}
        </span>
      )}
    </div>
  );
}
