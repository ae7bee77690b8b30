// What whoever comes in is told, written by those who lead.
import { useId, useState } from "react";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { lengthOf } from "./limit";
import type { PanelProps } from "./props";

const LIMIT = 2_000;
const WORDS = {
  title: "Welcome message",
  hint: "Whoever comes in reads it above the chat, and in the lobby of a class that is open to all with the link. Addresses become links.",
  field: "Text",
  save: "Save",
  cancel: "Cancel",
};

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
      title={WORDS.title}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{WORDS.cancel}</Button>
          <Button kind="go" isDisabled={over > 0} onPress={() => void save()}>
            {WORDS.save}
          </Button>
        </>
      }
    >
      <p className="small muted">{WORDS.hint}</p>
      <label htmlFor={id} className="b">
        {WORDS.field}
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
          {trouble || `${over} characters too many. Shorten it.`}
        </p>
      )}
    </Dialog>
  );
}
