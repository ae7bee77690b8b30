// Which course something new belongs to: one of those there are, or a new one with a title of its own.
import { useState } from "react";
import type { Desk } from "../../core/api";
import { deskApi } from "../../core/deskApi";
import { t } from "../../texts";
import { TextField } from "../../ui/TextField";
import css from "./desk.module.css";

const NEW = "new";

/** `course`: the one to begin with; "" = the first. */
export function useCourse(desk: Desk, course: string) {
  const [chosen, setChosen] = useState(course || desk.courses[0]?.id || NEW);
  const [title, setTitle] = useState("");
  /** The course's id; a new one is made, called like what is put into it if nothing else was said. */
  const into = async (otherwise: string): Promise<string> =>
    chosen === NEW ? (await deskApi.createCourse(title.trim() || otherwise)).id : chosen;
  return { desk, chosen, setChosen, title, setTitle, into };
}

export function CourseChoice({ choice }: { choice: ReturnType<typeof useCourse> }) {
  const { desk, chosen, setChosen, title, setTitle } = choice;
  return (
    <>
      <label className={css.formRow}>
        <span>{t("desk.course")}</span>
        <select className="input" value={chosen} onChange={(event) => setChosen(event.target.value)}>
          {desk.courses.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
          <option value={NEW}>{t("desk.a_new_course")}</option>
        </select>
      </label>
      {chosen === NEW && (
        <TextField
          label={t("desk.course_title")}
          hint={t("desk.course_title_hint")}
          value={title}
          onChange={setTitle}
          maxLength={200}
        />
      )}
    </>
  );
}
