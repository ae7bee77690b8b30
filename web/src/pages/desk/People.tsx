// The people whom the account administers, found by name; one of them is looked at.
import { useEffect, useState } from "react";
import { type Person, personsApi } from "../../core/persons";
import { t } from "../../texts";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/Skeleton";
import { TextField } from "../../ui/TextField";
import { problemWords } from "../playback/useClassroom";
import PersonData from "./PersonData";
import css from "./persons.module.css";

const TYPED = 250; // ms without a letter until it is looked for

export default function People({ onClose }: { onClose: () => void }) {
  const [words, setWords] = useState("");
  const [found, setFound] = useState<{ people: Person[]; more: boolean } | null>(null);
  const [wrong, setWrong] = useState("");
  const [one, setOne] = useState<Person | null>(null);
  useEffect(() => {
    if (one) return;
    let late = false;
    const timer = window.setTimeout(
      () =>
        personsApi.find(words).then(
          (told) => {
            if (late) return;
            setFound(told);
            setWrong("");
          },
          (problem: unknown) => !late && setWrong(problemWords(problem)),
        ),
      words ? TYPED : 0,
    );
    return () => {
      late = true;
      window.clearTimeout(timer);
    };
  }, [words, one]);
  if (one) return <PersonData person={one.person} name={one.name} onClose={() => setOne(null)} />;
  return (
    <Dialog title={t("persons.people")} open onClose={onClose}>
      <TextField label={t("persons.find")} value={words} onChange={setWords} autoFocus maxLength={80} />
      {!found && !wrong && <Skeleton lines={4} label={t("ui.loading")} />}
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      {found && (
        <ul className={css.people}>
          {found.people.map((person) => (
            <li key={person.person}>
              <Avatar id={person.person} name={person.name} size="s" />
              <div className={css.who}>
                <b dir="auto">{person.name}</b>
                <p className="small muted">{t("persons.classes", { count: person.classes })}</p>
              </div>
              <Button
                size="sm"
                kind="bare"
                aria-label={t("persons.data_of", { name: person.name })}
                onPress={() => setOne(person)}
              >
                {t("persons.look")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p className="small muted" role="status">
        {found?.people.length === 0 && t("persons.nobody")}
        {found?.more && t("persons.more")}
      </p>
    </Dialog>
  );
}
