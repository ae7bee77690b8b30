// What a language model wrote of the class, said to be so; those who lead ask for it, try again and take it back.
import { Bot, Sparkles } from "lucide-react";
import { useState } from "react";
import type { Me } from "../../core/api";
import type { Act } from "../../core/commands";
import { isStaff } from "../../core/view/people";
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import type { Command } from "../../wire";
import css from "./summary.module.css";
import { At, Part } from "./Things";

interface Props {
  view: View;
  me: Me;
  act: Act;
  /** The school's language model, for those who lead. */
  model: string | null;
  seek: (at: number) => void;
}

export function Machine({ view, me, act, model, seek }: Props) {
  const [trouble, setTrouble] = useState("");
  const { wanted, failed, written } = view.summary;
  const leads = isStaff(me.role);
  const ended = view.lesson.state === "ended";
  const give = async (command: Command) => {
    const outcome = await act(command);
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  const asks = leads && ended && model !== null && !wanted;
  if (!written && !asks && !(leads && (wanted || failed))) return null;
  return (
    <Part title={t("summary.title")} sign={<Bot className="i s" aria-hidden="true" />}>
      {written && (
        <>
          <p className="row wrap small muted">
            <Chip tone="warn">{t("summary.machine")}</Chip>
            <span>{t("summary.machine_hint", { model: written.model })}</span>
          </p>
          <ul className={css.list}>
            {written.points.map((point) => (
              <li key={`${point.at}${point.text}`}>
                <At at={point.at} what={point.text} seek={seek} />
                <span dir="auto">{point.text}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {leads && failed && <p className="field-error">{t(`summary.failed_${failed}`)}</p>}
      {leads && wanted && (
        <p className="muted" role="status">
          {t("summary.writing")}
        </p>
      )}
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      <div className="row wrap">
        {asks && !written && (
          <Button size="sm" onPress={() => void give({ do: "WantSummary" })}>
            <Sparkles className="i s" aria-hidden="true" />
            {failed ? t("summary.again") : t("summary.write")}
          </Button>
        )}
        {leads && written && (
          <Button
            size="sm"
            kind="bare"
            onPress={() => void give({ do: "WithdrawSummary", summary: written.summary })}
          >
            {t("summary.withdraw")}
          </Button>
        )}
      </div>
      {asks && !written && <p className="small muted">{t("summary.write_hint", { model })}</p>}
    </Part>
  );
}
