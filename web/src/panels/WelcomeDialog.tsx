// What whoever comes in is told, written by those who lead.
import { useId, useState } from "react";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { lengthOf } from "./limit";
import type { PanelProps } from "./props";

const LIMIT = 2_000;

export default function WelcomeDialog({ panel, onClose }: { panel: PanelProps; onClose: () => void }) {
  const id = useId();
  const [text, setText] = useState(panel.view.welcome.text);
  const [trouble, setTrouble] = useState("");
  const over = lengthOf(text) - LIMIT;
  const save = async () => {
    const outcome = await panel.act({ do: "SetWelcome", text: text.trim() });
    if (outcome.ok) onClose();
    else setTrouble(`${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <Dialog
      title={t("chat.welcome_message")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("chat.cancel")}</Button>
          <Button kind="go" isDisabled={over > 0} onPress={() => void save()}>
            {t("chat.save")}
          </Button>
        </>
      }
    >
      <p className="small muted">{t("chat.welcome_hint")}</p>
      <label htmlFor={id} className="b">
        {t("chat.welcome_text")}
      </label>
      <textarea
        id={id}
        className="input"
        rows={5}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {(trouble || over > 0) && (
        <p className="field-error" role="alert">
          {trouble || t("chat.welcome_too_long", { count: over })}
        </p>
      )}
    </Dialog>
  );
}
