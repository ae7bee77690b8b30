// The way out: with it goes what is kept on this device.
import { useState } from "react";
import { deskApi } from "../../core/deskApi";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { problemWords } from "../playback/useClassroom";

async function leave(): Promise<void> {
  await deskApi.signOut();
  const { leaveNothing } = await import("../../core/offline/leaving");
  await leaveNothing();
  location.reload();
}

export default function SignOut({ onClose }: { onClose: () => void }) {
  const [wrong, setWrong] = useState("");
  const out = () =>
    void leave().catch((problem: unknown) =>
      setWrong(t("offline.signed_out_not", { message: problemWords(problem) })),
    );
  return (
    <Dialog
      title={t("offline.sign_out")}
      role="alertdialog"
      open
      onClose={onClose}
      actions={
        <Button kind="go" onPress={out}>
          {t("offline.sign_out")}
        </Button>
      }
    >
      <p>{t("offline.sign_out_hint")}</p>
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
    </Dialog>
  );
}
