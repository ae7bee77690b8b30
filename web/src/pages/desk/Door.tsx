// Nobody is signed in: how to come to your desk, or straight into a class.
import { DoorOpen, WifiOff } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { ApiError } from "../../core/api";
import { go } from "../../router";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/TextField";
import css from "./desk.module.css";
import { here } from "./model";

export function Door({ error, again }: { error: ApiError; again: () => void }) {
  const [link, setLink] = useState("");
  const [wrong, setWrong] = useState("");
  if (error.status !== 401 && error.status !== 403) {
    return (
      <main className={css.door}>
        <WifiOff aria-hidden="true" />
        <h1>Your desk is out of reach</h1>
        <p role="alert">
          {error.message} {error.next}
        </p>
        <Button kind="go" onPress={again}>
          Try again
        </Button>
      </main>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const path = here(link.trim());
    if (/^\/(join|play|signin)\//.test(path)) path.startsWith("/signin/") ? location.assign(path) : go(path);
    else setWrong("That is not a class link. It looks like …/join/ and some letters.");
  };
  return (
    <main className={css.door}>
      <DoorOpen aria-hidden="true" />
      <h1>Your desk opens with your sign-in link</h1>
      <p>
        If you teach, the link was shown when the server started, or whoever runs it gives you one. There is
        no password to remember. If you came for a class, its link is all you need.
      </p>
      <form className={css.doorForm} onSubmit={submit} noValidate>
        <TextField
          label="Class link"
          value={link}
          onChange={setLink}
          error={wrong}
          placeholder="https://…/join/…"
        />
        <Button kind="go" type="submit">
          Go
        </Button>
      </form>
    </main>
  );
}
