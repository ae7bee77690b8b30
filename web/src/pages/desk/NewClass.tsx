// Plans a class: a title, a course, a time if it has one; then hands out the links.
import { type FormEvent, useState } from "react";
import { ApiError, api, type Desk, type Door } from "../../core/api";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/TextField";
import { CopyLink } from "./CopyLink";
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

const NEW = "new";

export function NewClass({ desk, open, course, onClose, onMade }: Props) {
  const [made, setMade] = useState<Made | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Dialog title={made ? `${made.title} is ready` : "New class"} open={open} onClose={close}>
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
      <p className="muted">
        Hand the student link out now or later: it opens the lobby before and during the class, and the
        recording after it.
      </p>
      <div className={css.links}>
        <CopyLink label="Copy student link" link={made.join.student} />
        <CopyLink label="Copy instructor link" link={made.join.instructor} />
      </div>
      <div className={css.formFoot}>
        <Button onPress={onClose}>Later</Button>
        <a className="btn go" href={here(made.join.instructor)}>
          Start class
        </a>
      </div>
    </>
  );
}

function Form({ desk, course, onMade }: { desk: Desk; course: string; onMade: (made: Made) => void }) {
  const [title, setTitle] = useState("");
  const [chosen, setChosen] = useState(course || desk.courses[0]?.id || NEW);
  const [newCourse, setNewCourse] = useState("");
  const [time, setTime] = useState("");
  const [door, setDoor] = useState<Door>("open");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === "") return setWrong("A class needs a title.");
    setBusy(true);
    setWrong("");
    try {
      const into = chosen === NEW ? (await api.createCourse(newCourse.trim() || title.trim())).id : chosen;
      const startsAt = time ? new Date(time).getTime() : undefined;
      const { join } = await api.createClass(into, title.trim(), startsAt, door);
      onMade({ title: title.trim(), join });
    } catch (problem) {
      setWrong(
        problem instanceof ApiError ? `${problem.message} ${problem.next}` : "That did not work. Try again.",
      );
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <TextField label="Title" value={title} onChange={setTitle} error={wrong} autoFocus maxLength={200} />
      <label className={css.formRow}>
        <span>Course</span>
        <select className="input" value={chosen} onChange={(event) => setChosen(event.target.value)}>
          {desk.courses.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
          <option value={NEW}>A new course</option>
        </select>
      </label>
      {chosen === NEW && (
        <TextField
          label="Title of the course"
          hint="Left empty, the course is called like the class."
          value={newCourse}
          onChange={setNewCourse}
          maxLength={200}
        />
      )}
      <label className={css.formRow}>
        <span>Begins at (optional)</span>
        <input
          className="input"
          type="datetime-local"
          value={time}
          onChange={(event) => setTime(event.target.value)}
        />
      </label>
      <label className={css.formRow}>
        <span>Who may come in</span>
        <select className="input" value={door} onChange={(event) => setDoor(event.target.value as Door)}>
          <option value="open">Everybody with the link</option>
          <option value="ask">Whom you let in from the lobby</option>
          <option value="signed_in">People with an account</option>
        </select>
      </label>
      <p className="small muted">
        The class is recorded for those who are away. You can pause it at any time.
      </p>
      <div className={css.formFoot}>
        <Button kind="go" type="submit" isDisabled={busy}>
          Create class
        </Button>
      </div>
    </form>
  );
}
