// Makes a course: only a title.
import { type FormEvent, useState } from "react";
import { ApiError } from "../../core/api";
import { deskApi } from "../../core/deskApi";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/TextField";
import css from "./desk.module.css";

interface Props {
  open: boolean;
  onClose: () => void;
  onMade: () => void;
}

export function NewCourse({ open, onClose, onMade }: Props) {
  const [title, setTitle] = useState("");
  const [wrong, setWrong] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === "") return setWrong(t("desk.course_needs_title"));
    try {
      await deskApi.createCourse(title.trim());
      setTitle("");
      setWrong("");
      onMade();
      onClose();
    } catch (problem) {
      setWrong(problem instanceof ApiError ? `${problem.message} ${problem.next}` : t("ui.did_not_work"));
    }
  };
  return (
    <Dialog title={t("desk.new_course")} open={open} onClose={onClose}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextField
          label={t("desk.title")}
          value={title}
          onChange={setTitle}
          error={wrong}
          autoFocus
          maxLength={200}
        />
        <div className={css.formFoot}>
          <Button kind="go" type="submit">
            {t("desk.create_course")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
