// A part of what was said is not written down: everybody is told, and those who lead have it listened to again.
import { useState } from "react";
import { isStaff } from "../../core/view/people";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import type { PanelProps } from "../props";

interface Props {
  panel: Pick<PanelProps, "me" | "act">;
  /** Some of it is written, so that what is missing has to be said. */
  some: boolean;
}

export function Lost({ panel: { me, act }, some }: Props) {
  const [trouble, setTrouble] = useState("");
  const again = async () => {
    const outcome = await act({ do: "HearAgain" });
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  if (!some && !isStaff(me.role)) return null;
  return (
    <div className="lost row wrap small">
      {some && <span className="grow">{t("transcript.part_lost")}</span>}
      {isStaff(me.role) && (
        <Button size="sm" onPress={() => void again()}>
          {t("transcript.hear_again")}
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
