// A message is reported to those who lead, with a reason in a few words.
import { useState } from "react";
import type { MessageView } from "../core/view/types";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/TextField";
import { nameOf, type PanelProps } from "./props";

const REASON_LIMIT = 500;

export function ReportDialog({
  message,
  panel,
  onClose,
}: {
  message: MessageView;
  panel: PanelProps;
  onClose: () => void;
}) {
  const [reason, setReason] = useState("");
  const [trouble, setTrouble] = useState("");
  const report = async () => {
    const outcome = await panel.act({
      do: "ReportMessage",
      message: message.message,
      reason: reason.trim(),
    });
    if (outcome.ok) onClose();
    else setTrouble(`${outcome.error.message} ${outcome.error.next}`);
  };
  const long = [...reason].length > REASON_LIMIT ? `At most ${REASON_LIMIT} characters.` : "";
  return (
    <Dialog
      title="Report this message"
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="go" isDisabled={long !== ""} onPress={() => void report()}>
            Report
          </Button>
        </>
      }
    >
      <p>
        Only the teachers see that you reported the message of <b>{nameOf(panel.people, message.by)}</b>.
      </p>
      <TextField
        label="What is wrong with it? (optional)"
        value={reason}
        onChange={setReason}
        rows={2}
        error={long || trouble}
      />
    </Dialog>
  );
}
