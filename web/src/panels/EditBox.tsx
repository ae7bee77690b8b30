// Words being changed where they stand: Enter saves, Escape leaves them as they were.
import { useEffect, useRef, useState } from "react";
import type { Outcome } from "../core/commands";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { LIMIT, lengthOf } from "./limit";

interface Props {
  label: string;
  before: string;
  /** There is more to it than words. */
  mayBeEmpty?: boolean;
  save: (words: string) => Promise<Outcome>;
  onDone: () => void;
}

export function EditBox({ label, before, mayBeEmpty = false, save, onDone }: Props) {
  const [text, setText] = useState(before);
  const [trouble, setTrouble] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const end = field.current?.value.length ?? 0;
    field.current?.focus();
    field.current?.setSelectionRange(end, end);
  }, []);
  const words = text.trim();
  const fits = (words !== "" || mayBeEmpty) && lengthOf(words) <= LIMIT;
  const submit = async () => {
    if (!fits) return;
    if (words === before) return onDone();
    const outcome = await save(words);
    if (outcome.ok) onDone();
    else setTrouble(`${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <form
      className="edit-box"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <textarea
        ref={field}
        className="input"
        aria-label={label}
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
          void submit();
        }}
      />
      <p className="field-error" role="alert">
        {trouble}
      </p>
      <div className="row">
        <Button size="sm" kind="go" type="submit" isDisabled={!fits}>
          {t("chat.save")}
        </Button>
        <Button size="sm" kind="bare" onPress={onDone}>
          {t("chat.cancel")}
        </Button>
      </div>
    </form>
  );
}
