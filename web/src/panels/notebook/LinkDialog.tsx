// The address of a link in the notes.
import { type FormEvent, useId, useState } from "react";
import { isLink } from "../../core/notebook/links";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/TextField";

/** What people type for an address, as a whole one. */
export function wholeAddress(typed: string): string | null {
  const text = typed.trim();
  if (isLink(text)) return text;
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text)) return `mailto:${text}`;
  const page = `https://${text}`;
  return /^[^\s:/]+\.[^\s:/]{2,}([/?#:]\S*)?$/.test(text) && isLink(page) ? page : null;
}

interface Props {
  before: string;
  set: (address: string | null) => void;
  close: () => void;
}

export function LinkDialog({ before, set, close }: Props) {
  const [typed, setTyped] = useState(before);
  const [wrong, setWrong] = useState(false);
  const form = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = wholeAddress(typed);
    setWrong(!address);
    if (address) set(address);
  };
  return (
    <Dialog
      title={t("notebook.link")}
      open
      onClose={close}
      actions={
        <>
          {before && <Button onPress={() => set(null)}>{t("notebook.no_link")}</Button>}
          <Button kind="go" type="submit" form={form}>
            {t("notebook.set_link")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextField
          label={t("notebook.address")}
          hint={t("notebook.address_hint")}
          value={typed}
          onChange={setTyped}
          error={wrong ? t("notebook.address_wrong") : ""}
          inputMode="url"
          autoFocus
        />
      </form>
    </Dialog>
  );
}
