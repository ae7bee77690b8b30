// The language of the pages: each by its own name, so that whoever cannot read this page finds theirs.
import { Languages } from "lucide-react";
import { LANGUAGES, type Language, language, speak, t } from "../texts";

const ALL = Object.entries(LANGUAGES) as [Language, string][];

export function LanguageChoice() {
  return (
    <label className="language">
      <Languages className="i s" aria-hidden="true" />
      <span className="vh">{t("ui.language")}</span>
      <select value={language()} onChange={(event) => speak(event.target.value as Language)}>
        {ALL.map(([one, name]) => (
          <option key={one} value={one} lang={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
