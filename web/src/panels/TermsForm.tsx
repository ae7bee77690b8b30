// The terms of late work as a form: for one class, or for all that a course will have.
import { type FormEvent, useId, useState } from "react";
import { Checkbox } from "react-aria-components";
import { DAY } from "../core/view/terms";
import { locale, t } from "../texts";
import { Button } from "../ui/Button";
import type { Terms } from "../wire";
import "./late.css";

const WINDOWS = [0, 1, 3, 7, 14, 28];
const PROMISES = [1, 2, 3, 5, 10];
const SHARES = [0, 50, 70, 80, 90, 100];
const POSTS = [0, 1, 2, 3, 5];
const ALWAYS = "always";

/** What is offered, with what is set now among it. */
const among = (offered: readonly number[], now: number | null): number[] =>
  [...new Set(now === null ? offered : [...offered, now])].sort((a, b) => a - b);

interface Props {
  terms: Terms;
  /** Unix ms of the end, once a class is over: then a day can be chosen. */
  endedAt: number | null;
  /** What to say when it could not be kept; empty when it was. */
  save: (terms: Terms) => Promise<string>;
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly [string, string][];
  change: (value: string) => void;
}

function Choice({ label, value, options, change }: ChoiceProps) {
  const id = useId();
  return (
    <div className="late-row">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} onChange={(event) => change(event.target.value)}>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A moment as a date field wants it, in the reader's own time. */
export const local = (unix: number): string => {
  const date = new Date(unix);
  return new Date(unix - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

const windowWords = (days: number): string =>
  days === 0 ? t("late.window_none") : t("late.window_days", { count: Math.round(days * 10) / 10 });

const percent = (share: number): string => (share / 100).toLocaleString(locale(), { style: "percent" });

export function TermsForm({ terms, endedAt, save }: Props) {
  const [now, setNow] = useState(terms);
  const [said, setSaid] = useState({ wrong: "", kept: false });
  const day = useId();
  const set = (change: Partial<Terms>) => {
    setNow({ ...now, ...change });
    setSaid({ wrong: "", kept: false });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = await save(now);
    setSaid({ wrong, kept: wrong === "" });
  };
  const days = now.window === null ? null : now.window / DAY;
  return (
    <form className="late-form" onSubmit={(event) => void submit(event)}>
      <Choice
        label={t("late.window_label")}
        value={days === null ? ALWAYS : String(days)}
        options={[
          ...among(WINDOWS, days).map((one): [string, string] => [String(one), windowWords(one)]),
          [ALWAYS, t("late.window_always")],
        ]}
        change={(value) => set({ window: value === ALWAYS ? null : Math.round(Number(value) * DAY) })}
      />
      {endedAt !== null && (
        <div className="late-row">
          <label htmlFor={day}>{t("late.until_label")}</label>
          <input
            id={day}
            className="input"
            type="datetime-local"
            min={local(endedAt)}
            value={now.window === null ? "" : local(endedAt + now.window)}
            onChange={(event) => {
              const until = new Date(event.target.value).getTime();
              if (Number.isFinite(until)) set({ window: Math.max(0, until - endedAt) });
            }}
          />
        </div>
      )}
      <Choice
        label={t("late.promise_label")}
        value={String(now.promise ?? 0)}
        options={[
          ["0", t("late.promise_none")],
          ...among(PROMISES, now.promise).map((one): [string, string] => [
            String(one),
            t("late.promise_days", { count: one }),
          ]),
        ]}
        change={(value) => set({ promise: Number(value) || null })}
      />
      <Choice
        label={t("late.share_label")}
        value={String(now.share)}
        options={among(SHARES, now.share).map((one) => [
          String(one),
          one === 0 ? t("late.share_none") : t("late.share_of", { share: percent(one) }),
        ])}
        change={(value) => set({ share: Number(value) })}
      />
      <Choice
        label={t("late.posts_label")}
        value={String(now.posts)}
        options={among(POSTS, now.posts).map((one) => [
          String(one),
          one === 0 ? t("late.posts_none") : t("late.posts_count", { count: one }),
        ])}
        change={(value) => set({ posts: Number(value) })}
      />
      <Checkbox className="choice" isSelected={now.polls} onChange={(polls) => set({ polls })}>
        <span className="mark box" aria-hidden="true" />
        <span>{t("late.polls_label")}</span>
      </Checkbox>
      <div className="late-foot">
        <span className="small grow" role="status">
          {said.wrong ? <span className="field-error">{said.wrong}</span> : said.kept && t("late.kept")}
        </span>
        <Button kind="go" type="submit">
          {t("late.keep")}
        </Button>
      </div>
    </form>
  );
}
