// A visitor with the class's link says who they are, since votes and comments carry a name.
import { type FormEvent, useState } from "react";
import type { Ticket } from "../../core/api";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { LanguageChoice } from "../../ui/LanguageChoice";
import { Logo } from "../../ui/Logo";
import { TextField } from "../../ui/TextField";
import css from "./playback.module.css";
import { problemWords } from "./useClassroom";

const NAME = "amphi.name";

export function Gate({ ticket, enter }: { ticket: Ticket; enter: (name: string) => Promise<void> }) {
  const [name, setName] = useState(() => ticket.signed_in?.name ?? localStorage.getItem(NAME) ?? "");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") {
      setWrong(t("playback.name_missing"));
      return;
    }
    setBusy(true);
    try {
      localStorage.setItem(NAME, name.trim());
      await enter(name.trim());
    } catch (problem) {
      setWrong(problemWords(problem));
      setBusy(false);
    }
  };
  return (
    <>
      <header className="top">
        <Logo />
        <span className="grow" />
        <LanguageChoice />
      </header>
      <main className={css.gate}>
        <div>
          <p className="muted b">{ticket.class.course}</p>
          <h1>{ticket.class.title}</h1>
        </div>
        <p className="muted">
          {ticket.class.state === "live" ? t("playback.gate_live") : t("playback.gate_ended")}
        </p>
        <form onSubmit={submit} noValidate className={css.gateForm}>
          <TextField
            label={t("playback.your_name")}
            value={name}
            onChange={setName}
            error={wrong}
            maxLength={80}
            autoComplete="name"
            autoFocus
          />
          <Button kind="go" size="lg" type="submit" isDisabled={busy}>
            {t("playback.watch")}
          </Button>
        </form>
      </main>
    </>
  );
}
