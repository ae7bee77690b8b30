// A message is reported to those who lead, with a reason in a few words.
import { useState } from "react";
import type { MessageView } from "../core/view/types";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { pieces } from "../ui/pieces";
import { TextField } from "../ui/TextField";
import { type MessagePanel, nameOf } from "./props";

const REASON_LIMIT = 500;

export function ReportDialog({
  message,
  panel,
  onClose,
}: {
  message: MessageView;
  panel: MessagePanel;
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
  const long = [...reason].length > REASON_LIMIT ? t("chat.reason_too_long", { count: REASON_LIMIT }) : "";
  return (
    <Dialog
      title={t("chat.report_message")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("chat.cancel")}</Button>
          <Button kind="go" isDisabled={long !== ""} onPress={() => void report()}>
            {t("chat.report")}
          </Button>
        </>
      }
    >
      <p>{pieces("chat.report_hint", { name: <b>{nameOf(panel.people, message.by)}</b> })}</p>
      <TextField
        label={t("chat.report_reason")}
        value={reason}
        onChange={setReason}
        rows={2}
        error={long || trouble}
      />
    </Dialog>
  );
}
