// Nobody is signed in: how to come to your desk, or straight into a class.
import { DoorOpen, WifiOff } from "lucide-react";
import { type FormEvent, lazy, Suspense, useState } from "react";
import type { ApiError } from "../../core/api";
import { go } from "../../router";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/TextField";
import css from "./desk.module.css";
import { here } from "./model";

const KeptHere = lazy(() => import("./KeptHere"));

export function Door({ error, again }: { error: ApiError; again: () => void }) {
  const [link, setLink] = useState("");
  const [wrong, setWrong] = useState("");
  if (error.status !== 401 && error.status !== 403) {
    return (
      <main className={css.door}>
        <WifiOff aria-hidden="true" />
        <h1>{t("desk.out_of_reach")}</h1>
        <p role="alert">
          {error.message} {error.next}
        </p>
        <Button kind="go" onPress={again}>
          {t("desk.try_again")}
        </Button>
        <Suspense>
          <KeptHere offline />
        </Suspense>
      </main>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const path = here(link.trim());
    if (/^\/(join|play|signin)\//.test(path)) path.startsWith("/signin/") ? location.assign(path) : go(path);
    else setWrong(t("desk.no_class_link"));
  };
  return (
    <main className={css.door}>
      <DoorOpen aria-hidden="true" />
      <h1>{t("desk.sign_in")}</h1>
      <p>{t("desk.sign_in_hint")}</p>
      <form className={css.doorForm} onSubmit={submit} noValidate>
        <TextField
          label={t("desk.class_link")}
          value={link}
          onChange={setLink}
          error={wrong}
          placeholder="https://…/join/…"
        />
        <Button kind="go" type="submit">
          {t("desk.go")}
        </Button>
      </form>
    </main>
  );
}
