// Late work for those who lead: until when it is taken, what completes the class, and how far each student is.
import { useEffect, useState } from "react";
import type { TimelineAnswer } from "../../core/api";
import { type Everybody, progressApi, type Student } from "../../core/progress";
import { saveFile } from "../../core/saving";
import { closesAt } from "../../core/view/terms";
import type { View } from "../../core/view/types";
import { local, TermsForm } from "../../panels/TermsForm";
import { locale, t } from "../../texts";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { wallDay, wallTime } from "../../ui/clock";
import { Dialog } from "../../ui/Dialog";
import { Empty } from "../../ui/Empty";
import { Skeleton } from "../../ui/Skeleton";
import { TextField } from "../../ui/TextField";
import { type Classroom, problemWords } from "./useClassroom";

interface Props {
  first: TimelineAnswer;
  token: string | undefined;
  room: Classroom;
  full: View;
  close: () => void;
}

const percent = (share: number): string => (share / 100).toLocaleString(locale(), { style: "percent" });
const moment = (unix: number) => ({ day: wallDay(unix), time: wallTime(unix) });

export default function LateWork({ first, token, room, full, close }: Props) {
  const { lesson, terms } = full;
  const ended = lesson.openedAt !== null && lesson.endedAt !== null ? lesson.openedAt + lesson.endedAt : null;
  const closes = closesAt(full);
  const stands =
    closes === null
      ? t(ended === null ? "late.begins_after" : "late.open_always")
      : t(closes < Date.now() ? "late.was_taken_until" : "late.taken_until", moment(closes));
  return (
    <Dialog title={t("late.work")} wide open onClose={close}>
      <section className="late-part">
        <p>{stands}</p>
        <TermsForm
          terms={terms.terms}
          endedAt={ended}
          save={async (changed) => {
            const outcome = await room.act({ do: "SetTerms", terms: changed });
            return outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`;
          }}
        />
      </section>
      {ended !== null && <Students first={first} token={token} room={room} full={full} />}
    </Dialog>
  );
}

function Students({ first, token, room, full }: Omit<Props, "close">) {
  const [all, setAll] = useState<Everybody | null>(null);
  const [trouble, setTrouble] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was written may change how far somebody is
  useEffect(() => {
    progressApi.everybody(first.class, token).then(setAll, (problem) => setTrouble(problemWords(problem)));
  }, [first.class, token, room.revision]);
  const save = (form: string) =>
    saveFile(first.class, token, "progress", form, first.title).catch((problem: unknown) =>
      setTrouble(problemWords(problem)),
    );
  const complete = all?.people.filter((one) => one.complete) ?? [];
  const live = complete.filter((one) => one.how === "live").length;
  return (
    <section className="late-part" aria-labelledby="late-students">
      <div className="late-head">
        <h3 id="late-students">{t("late.students")}</h3>
        {all && (
          <span className="muted grow">
            {t("late.students_stand", {
              live,
              later: complete.length - live,
              open: all.people.length - complete.length,
            })}
          </span>
        )}
        {["csv", "json"].map((form) => (
          <Button key={form} kind="bare" size="sm" onPress={() => void save(form)}>
            {t("late.save_form", { form })}
          </Button>
        ))}
      </div>
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {!all && !trouble && <Skeleton lines={4} label={t("late.students_coming")} />}
      {all && all.people.length === 0 && <Empty title={t("late.nobody")}>{t("late.nobody_hint")}</Empty>}
      {all && (
        <ul className="late-students">
          {all.people.map((one) => (
            <Row key={one.person} one={one} room={room} full={full} />
          ))}
        </ul>
      )}
    </section>
  );
}

function missingWords(one: Student): string {
  const posts = Math.max(0, one.posts_needed - one.posts);
  return [
    t("late.seen_short", { share: percent(one.share) }),
    one.polls.length > 0 && t("late.polls_left", { count: one.polls.length }),
    one.tasks.length > 0 && t("late.tasks_left", { count: one.tasks.length }),
    posts > 0 && t("late.posts_left", { count: posts }),
  ]
    .filter(Boolean)
    .join(" · ");
}

function Row({ one, room, full }: { one: Student; room: Classroom; full: View }) {
  const [giving, setGiving] = useState(false);
  const extension = full.terms.extensions.get(one.person);
  return (
    <li>
      <div className="late-who">
        <b dir="auto">{one.name}</b>
        <p className="small muted">
          {missingWords(one)}
          {extension && (
            <> · {t("late.has_until", { ...moment(extension.until), reason: extension.reason })}</>
          )}
        </p>
      </div>
      <Chip tone={one.complete ? "ok" : "plain"}>
        {t(one.complete ? (one.how === "live" ? "late.did_live" : "late.did_later") : "late.not_yet")}
      </Chip>
      <Button
        kind="bare"
        size="sm"
        aria-label={t("late.more_time_for", { name: one.name })}
        aria-expanded={giving}
        onPress={() => setGiving(!giving)}
      >
        {t("late.more_time")}
      </Button>
      {giving && <MoreTime one={one} room={room} full={full} done={() => setGiving(false)} />}
    </li>
  );
}

interface MoreProps {
  one: Student;
  room: Classroom;
  full: View;
  done: () => void;
}

function MoreTime({ one, room, full, done }: MoreProps) {
  const had = full.terms.extensions.get(one.person);
  const after = Math.max(Date.now(), closesAt(full) ?? 0) + 7 * 24 * 3600 * 1000;
  const [until, setUntil] = useState(local(had?.until ?? after));
  const [reason, setReason] = useState(had?.reason ?? "");
  const [wrong, setWrong] = useState("");
  const give = async (moment: number | null) => {
    const outcome = await room.act({ do: "GiveExtension", person: one.person, until: moment, reason });
    if (outcome.ok) return done();
    setWrong(`${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <form
      className="late-form"
      onSubmit={(event) => {
        event.preventDefault();
        void give(new Date(until).getTime() || 0);
      }}
    >
      <label className="late-row">
        <b>{t("late.until_label")}</b>
        <input
          className="input"
          type="datetime-local"
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
      </label>
      <TextField label={t("late.reason")} value={reason} onChange={setReason} maxLength={500} error={wrong} />
      <div className="late-foot">
        {had && (
          <Button size="sm" onPress={() => void give(null)}>
            {t("late.take_time_back")}
          </Button>
        )}
        <Button size="sm" kind="go" type="submit">
          {t("late.give_time")}
        </Button>
      </div>
    </form>
  );
}
