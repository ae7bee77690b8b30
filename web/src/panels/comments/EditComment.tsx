// A comment being changed where it stands: Enter saves, Escape leaves it as it was.
import { useEffect, useRef, useState } from "react";
import type { Act } from "../../core/commands";
import type { CommentView } from "../../core/view/notes";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { LIMIT, lengthOf } from "../limit";

interface Props {
  one: CommentView;
  act: Act;
  onDone: () => void;
}

export function EditComment({ one, act, onDone }: Props) {
  const [text, setText] = useState(one.text);
  const [trouble, setTrouble] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const end = field.current?.value.length ?? 0;
    field.current?.focus();
    field.current?.setSelectionRange(end, end);
  }, []);
  const words = text.trim();
  const fits = (words !== "" || one.note !== null) && lengthOf(words) <= LIMIT;
  const save = async () => {
    if (!fits) return;
    if (words === one.text) return onDone();
    const outcome = await act({ do: "EditComment", comment: one.comment, text: words });
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
        aria-label={t("comments.edit_yours")}
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
