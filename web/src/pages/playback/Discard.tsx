// Whether a draft is really to be deleted, with all that is in it.
import { useState } from "react";
import { draftsApi } from "../../core/imports";
import { go } from "../../router";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { problemWords } from "./useClassroom";

interface Props {
  classId: string;
  token: string | undefined;
  close: () => void;
  /** What follows; without it the desk. */
  done?: () => void;
}

export default function Discard({ classId, token, close, done = () => go("/") }: Props) {
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const discard = async () => {
    setBusy(true);
    try {
      await draftsApi.discard(classId, token);
      done();
    } catch (problem) {
      setWrong(problemWords(problem));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("alone.discard_title")}
      role="alertdialog"
      open
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("alone.keep")}</Button>
          <Button kind="stop" isDisabled={busy} onPress={() => void discard()}>
            {t("alone.discard_it")}
          </Button>
        </>
      }
    >
      <p>{t("alone.discard_means")}</p>
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
    </Dialog>
  );
}
