// Above the transcript: in which language it is read, that a machine translated it, and for those who lead the way to more.
import { Languages } from "lucide-react";
import { lazy, Suspense, useContext, useState } from "react";
import type { Me } from "../../core/api";
import { coverage } from "../../core/playback/translated";
import { isStaff } from "../../core/view/people";
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import type { Classroom } from "./useClassroom";
import { machineName, Words } from "./words";
import css from "./words.module.css";

const LanguagesDialog = lazy(() => import("../../panels/translations/LanguagesDialog"));

interface Props {
  room: Pick<Classroom, "id" | "token" | "act">;
  full: View;
  me: Me;
}

function Choice() {
  const { language, translations, choose } = useContext(Words);
  if (translations.size === 0) return null;
  return (
    <select
      className={`input ${css.choice}`}
      aria-label={t("translations.words")}
      value={language}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">{t("translations.original")}</option>
      {[...translations.keys()].sort().map((code) => (
        <option key={code} value={code} lang={code}>
          {machineName(code)}
        </option>
      ))}
    </select>
  );
}

/** How far it is to be trusted. */
function About({ full }: { full: View }) {
  const { language, translations } = useContext(Words);
  const found = translations.get(language);
  if (!found) return null;
  const { missing } = coverage(full.captions, found);
  return (
    <p className={`row wrap small muted ${css.about}`}>
      <Chip tone="warn">{t("translations.machine")}</Chip>
      <span>{t("translations.machine_hint", { model: found.model })}</span>
      {missing > 0 && <span>{t("translations.left", { count: missing })}</span>}
    </p>
  );
}

export function WordChoice({ room, full, me }: Props) {
  const [open, setOpen] = useState(false);
  const { translations } = useContext(Words);
  const leads = isStaff(me.role);
  if (!leads && translations.size === 0) return null;
  return (
    <div className={css.words}>
      <div className={`row wrap ${css.line}`}>
        <Choice />
        {leads && (
          <Button size="sm" kind="bare" onPress={() => setOpen(true)}>
            <Languages className="i s" aria-hidden="true" />
            {t("translations.title")}
          </Button>
        )}
      </div>
      <About full={full} />
      {open && (
        <Suspense>
          <LanguagesDialog {...{ room, full }} translations={translations} close={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
