// Links by which somebody may look at the class: made for somebody, copied, ended, and when each was used last.
import { type FormEvent, useEffect, useState } from "react";
import { type LookLink, shownApi } from "../../core/shown";
import { LEVELS, type Level } from "../../core/view/visibility";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { wallDay, wallTime } from "../../ui/clock";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import css from "./shown.module.css";
import { problemWords } from "./useClassroom";

const DAYS = ["1", "7", "30", "never"] as const;

interface Props {
  classId: string;
  token: string | undefined;
  level: Level;
  decides: boolean;
  /** A link was made or ended. */
  onChange: () => void;
}

const moment = (unix: number) => ({ day: wallDay(unix), time: wallTime(unix) });

function used({ used, until }: LookLink): string {
  const last = used === null ? t("shown.not_used") : t("shown.used", moment(used));
  return `${until === null ? t("shown.without_end") : t("shown.until", moment(until))} · ${last}`;
}

export function Links({ classId, token, level, decides, onChange }: Props) {
  const [links, setLinks] = useState<LookLink[]>([]);
  const [wrong, setWrong] = useState("");
  const [said, setSaid] = useState("");
  const put = (asked: Promise<LookLink[]>) =>
    asked.then(
      (found) => {
        setLinks(found);
        setWrong("");
      },
      (problem: unknown) => setWrong(problemWords(problem)),
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once; every change is answered with all of them
  useEffect(() => void put(shownApi.links(classId, token)), [classId, token]);
  const copy = ({ url }: LookLink) =>
    navigator.clipboard.writeText(url ?? "").then(
      () => setSaid(t("shown.copied")),
      () => setSaid(url ?? ""),
    );
  return (
    <section className="late-part" aria-labelledby="look-links">
      <h3 id="look-links">{t("shown.links")}</h3>
      <p className="small muted">
        {t(LEVELS.indexOf(level) >= LEVELS.indexOf("link") ? "shown.links_hint" : "shown.links_closed")}
      </p>
      {links.length > 0 && (
        <ul className={`late-students ${css.links}`}>
          {links.map((one) => (
            <li key={one.link}>
              <div className="late-who">
                <b dir="auto">{one.label || t("shown.a_link")}</b>
                <p className="small muted">{used(one)}</p>
              </div>
              {one.url === null ? (
                <Chip>{t(one.ended === null ? "shown.ran_out" : "shown.was_ended")}</Chip>
              ) : (
                <Button size="sm" onPress={() => void copy(one)}>
                  {t("shown.copy")}
                </Button>
              )}
              {one.url !== null && decides && (
                <Button
                  size="sm"
                  kind="bare"
                  aria-label={t("shown.end_of", { label: one.label || t("shown.a_link") })}
                  onPress={() => void put(shownApi.end(classId, one.link, token)).then(onChange)}
                >
                  {t("shown.end")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {decides && (
        <NewLink make={(label, days) => put(shownApi.make(classId, label, days, token)).then(onChange)} />
      )}
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      <p className={`small ${css.said}`} role="status">
        {said}
      </p>
    </section>
  );
}

function NewLink({ make }: { make: (label: string, days: number | null) => Promise<void> }) {
  const [label, setLabel] = useState("");
  const [days, setDays] = useState<(typeof DAYS)[number]>("7");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await make(label.trim(), days === "never" ? null : Number(days));
    setLabel("");
  };
  return (
    <form className="late-form" onSubmit={(event) => void submit(event)}>
      <TextField label={t("shown.for_whom")} value={label} onChange={setLabel} maxLength={100} />
      <Select
        label={t("shown.opens_for")}
        value={days}
        onChange={setDays}
        options={DAYS.map((one) => [
          one,
          one === "never" ? t("shown.no_end") : t("shown.days", { count: Number(one) }),
        ])}
      />
      <div className="late-foot">
        <Button type="submit">{t("shown.make")}</Button>
      </div>
    </form>
  );
}
