// Above the transcript: in which language it is read, that a machine translated it, and for those who lead the way to more.
import { Languages } from "lucide-react";
import { lazy, Suspense, useContext, useState } from "react";
import type { Me } from "../../core/api";
import { coverage } from "../../core/playback/translated";
import { isStaff } from "../../core/view/people";
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
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
  return (
    <select
      className="input"
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
    <p className="small muted">
      {t("translations.machine_hint", { model: found.model })}{" "}
      {missing > 0 && t("translations.left", { count: missing })}
    </p>
  );
}

/** Nothing while there is nothing to choose. */
export function WordChoice({ full }: Pick<Props, "full">) {
  const { translations } = useContext(Words);
  if (translations.size === 0) return null;
  return (
    <div className={css.words}>
      <Choice />
      <About full={full} />
    </div>
  );
}

/** For those who lead. */
export function LanguagesTool({ room, full, me }: Props) {
  const [open, setOpen] = useState(false);
  const { translations } = useContext(Words);
  if (!isStaff(me.role)) return null;
  return (
    <>
      <IconButton label={t("translations.title")} onPress={() => setOpen(true)}>
        <Languages className="i" aria-hidden="true" />
      </IconButton>
      {open && (
        <Suspense>
          <LanguagesDialog {...{ room, full }} translations={translations} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
