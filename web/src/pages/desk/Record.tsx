// A lecture without a class: a title and a course, and then into a room where nobody else can come in.
import { type FormEvent, useState } from "react";
import type { Desk } from "../../core/api";
import { draftsApi } from "../../core/imports";
import { go } from "../../router";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/TextField";
import { problemWords } from "../playback/useClassroom";
import { CourseChoice, useCourse } from "./CourseChoice";
import css from "./desk.module.css";
import { here } from "./model";

export default function Record({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const [title, setTitle] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const choice = useCourse(desk, "");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const called = title.trim();
    if (called === "") return setWrong(t("desk.class_needs_title"));
    setBusy(true);
    setWrong("");
    try {
      const { join } = await draftsApi.record(await choice.into(called), called);
      go(here(join.instructor));
    } catch (problem) {
      setWrong(problemWords(problem));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t("alone.record")} open onClose={onClose}>
      <form className={css.form} onSubmit={submit} noValidate>
        <p className="muted">{t("alone.record_hint")}</p>
        <TextField
          label={t("alone.title")}
          value={title}
          onChange={setTitle}
          error={wrong}
          autoFocus
          maxLength={200}
        />
        <CourseChoice choice={choice} />
        <div className={css.formFoot}>
          <Button onPress={onClose}>{t("desk.not_now")}</Button>
          <Button kind="go" type="submit" isDisabled={busy}>
            {t("alone.go_record")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
