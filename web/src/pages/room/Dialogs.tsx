// Questions of the room: end the class for everybody, leave it.
import { lazy, Suspense, useState } from "react";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { useRoom } from "./context";

const EndCheck = lazy(() => import("./EndCheck"));

interface OpenProps {
  open: boolean;
  onClose: () => void;
}

export function EndDialog({ open, onClose }: OpenProps) {
  const { session, tell, view } = useRoom();
  const { draft } = view.lesson;
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    const outcome = await session.live.commands.act({ do: "EndClass" });
    setBusy(false);
    onClose();
    if (!outcome.ok) tell(`${outcome.error.message} ${outcome.error.next}`, "bad");
  };
  return (
    <Dialog
      title={t(draft ? "alone.end" : "tools.end_title")}
      role="alertdialog"
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("tools.end_not")}</Button>
          <Button kind="stop" isDisabled={busy} onPress={() => void end()}>
            {t(draft ? "alone.end" : "tools.end_for_all")}
          </Button>
        </>
      }
    >
      <p>{t(draft ? "alone.end_means" : "tools.end_means")}</p>
      <Suspense>
        <EndCheck />
      </Suspense>
    </Dialog>
  );
}

export function LeaveDialog({ open, onClose, leave }: OpenProps & { leave: () => void }) {
  return (
    <Dialog
      title={t("tools.leave_title")}
      role="alertdialog"
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("tools.stay")}</Button>
          <Button kind="stop" onPress={leave}>
            {t("tools.leave_class")}
          </Button>
        </>
      }
    >
      <p>{t("tools.leave_means")}</p>
    </Dialog>
  );
}
