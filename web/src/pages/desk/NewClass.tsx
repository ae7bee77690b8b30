// Plans a class: a title, a course, a time if it has one; then hands out the links.
import { type FormEvent, useState } from "react";
import { ApiError, type Desk, type Door } from "../../core/api";
import { deskApi } from "../../core/deskApi";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/TextField";
import { CopyLink } from "./CopyLink";
import { CourseChoice, useCourse } from "./CourseChoice";
import css from "./desk.module.css";
import { here } from "./model";

interface Props {
  desk: Desk;
  open: boolean;
  /** Course to begin with; "" = the first. */
  course: string;
  onClose: () => void;
  onMade: () => void;
}

interface Made {
  title: string;
  join: { instructor: string; student: string };
}

export function NewClass({ desk, open, course, onClose, onMade }: Props) {
  const [made, setMade] = useState<Made | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Dialog
      title={made ? t("desk.class_ready", { title: made.title }) : t("desk.new_class")}
      open={open}
      onClose={close}
    >
      {made ? (
        <Links made={made} onClose={close} />
      ) : (
        <Form
          desk={desk}
          course={course}
          onMade={(one) => {
            setMade(one);
            onMade();
          }}
        />
      )}
    </Dialog>
  );
}

function Links({ made, onClose }: { made: Made; onClose: () => void }) {
  return (
    <>
      <p className="muted">{t("desk.hand_out_links")}</p>
      <div className={css.links}>
        <CopyLink label={t("desk.copy_student_link")} link={made.join.student} />
        <CopyLink label={t("desk.copy_instructor_link")} link={made.join.instructor} />
      </div>
      <div className={css.formFoot}>
        <Button onPress={onClose}>{t("desk.not_now")}</Button>
        <a className="btn go" href={here(made.join.instructor)}>
          {t("desk.start_class")}
        </a>
      </div>
    </>
  );
}

function Form({ desk, course, onMade }: { desk: Desk; course: string; onMade: (made: Made) => void }) {
  const [title, setTitle] = useState("");
  const choice = useCourse(desk, course);
  const [time, setTime] = useState("");
  const [door, setDoor] = useState<Door>("open");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === "") return setWrong(t("desk.class_needs_title"));
    setBusy(true);
    setWrong("");
    try {
      const into = await choice.into(title.trim());
      const startsAt = time ? new Date(time).getTime() : undefined;
      const { join } = await deskApi.createClass(into, title.trim(), startsAt, door);
      onMade({ title: title.trim(), join });
    } catch (problem) {
      setWrong(problem instanceof ApiError ? `${problem.message} ${problem.next}` : t("ui.did_not_work"));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <TextField
        label={t("desk.title")}
        value={title}
        onChange={setTitle}
        error={wrong}
        autoFocus
        maxLength={200}
      />
      <CourseChoice choice={choice} />
      <label className={css.formRow}>
        <span>{t("desk.begins_at")}</span>
        <input
          className="input"
          type="datetime-local"
          value={time}
          onChange={(event) => setTime(event.target.value)}
        />
      </label>
      <label className={css.formRow}>
        <span>{t("desk.who_may_come")}</span>
        <select className="input" value={door} onChange={(event) => setDoor(event.target.value as Door)}>
          <option value="open">{t("desk.door_open")}</option>
          <option value="ask">{t("desk.door_ask")}</option>
          <option value="signed_in">{t("desk.door_signed_in")}</option>
        </select>
      </label>
      <p className="small muted">{t("desk.class_is_recorded")}</p>
      <div className={css.formFoot}>
        <Button kind="go" type="submit" isDisabled={busy}>
          {t("desk.create_class")}
        </Button>
      </div>
    </form>
  );
}
