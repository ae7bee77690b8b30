// A message being changed where it stands: Enter saves, Escape leaves it as it was.
import { useEffect, useRef, useState } from "react";
import type { MessageView } from "../core/view/types";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { LIMIT, lengthOf } from "./limit";
import { namedIn } from "./mentions";
import type { MessagePanel } from "./props";

interface Props {
  message: MessageView;
  panel: MessagePanel;
  onDone: () => void;
}

export function EditBox({ message, panel, onDone }: Props) {
  const [text, setText] = useState(message.text);
  const [trouble, setTrouble] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const end = field.current?.value.length ?? 0;
    field.current?.focus();
    field.current?.setSelectionRange(end, end);
  }, []);
  const words = text.trim();
  const save = async () => {
    if (!words || lengthOf(words) > LIMIT) return;
    if (words === message.text) return onDone();
    const ids = [...panel.view.people.byId.keys()];
    const mentions = namedIn(words, panel.people, ids, new Set(message.mentions));
    const outcome = await panel.act({ do: "EditMessage", message: message.message, text: words, mentions });
    if (outcome.ok) onDone();
    else setTrouble(`${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <form
      className="edit-box"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        ref={field}
        className="input"
        aria-label={t("chat.edit_yours")}
        rows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            onDone();
          }
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void save();
        }}
      />
      <p className="field-error" role="alert">
        {trouble}
      </p>
      <div className="row">
        <Button size="sm" kind="go" type="submit" isDisabled={!words || lengthOf(words) > LIMIT}>
          {t("chat.save")}
        </Button>
        <Button size="sm" kind="bare" onPress={onDone}>
          {t("chat.cancel")}
        </Button>
      </div>
    </form>
  );
}
