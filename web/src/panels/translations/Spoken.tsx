// Which language is spoken: only what can be heard here is offered, and for the rest it is said what is missing.
import { byName, codeOf, languageName, type SpokenHere } from "../../core/languages";
import { t } from "../../texts";
import { Select } from "../../ui/Select";
import css from "./translations.module.css";

interface Props {
  here: SpokenHere;
  label: string;
  /** null: as the server is set. */
  choose: (language: string | null) => void;
  trouble: string;
}

const AUTO = "auto";
const named = (language: string): string =>
  language === AUTO ? t("translations.auto") : languageName(language);

/** The languages that can be heard with what is there. */
export const ready = ({ languages, missing }: SpokenHere): string[] =>
  Object.keys(languages).filter((one) => missing[languages[one] ?? ""] === undefined);

export function Spoken({ here, label, choose, trouble }: Props) {
  const { language, usual, languages, missing } = here;
  if (Object.keys(languages).length === 0) return <p className="muted">{t("translations.none_heard")}</p>;
  const heard = ready(here);
  const sorted = byName(heard.filter((one) => one !== AUTO && codeOf(one) === one));
  const asServer = t("translations.as_server", { language: named(usual) });
  const options: [string, string][] = [
    ["", asServer],
    ...(heard.includes(AUTO) ? [[AUTO, t("translations.auto")] as [string, string]] : []),
    ...sorted.map((one): [string, string] => [one, languageName(one)]),
  ];
  const lost = language !== null && !options.some(([one]) => one === language);
  if (lost) options.push([language, t("translations.unheard", { language: named(language) })]);
  return (
    <div className={css.part}>
      <Select
        label={label}
        value={language ?? ""}
        options={options}
        onChange={(one) => choose(one || null)}
      />
      <p className="small muted">{t("translations.spoken_hint")}</p>
      {Object.entries(missing).map(([weights, command]) => (
        <p key={weights} className="small muted">
          {t("translations.missing", {
            count: Object.values(languages).filter((one) => one === weights).length,
          })}{" "}
          <code dir="ltr">{command}</code>
        </p>
      ))}
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}
