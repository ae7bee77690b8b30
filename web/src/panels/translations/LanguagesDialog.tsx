// The languages of a class, for those who lead: which one is spoken, and into which ones its transcript is put.
import { useCallback, useEffect, useState } from "react";
import { ApiError } from "../../core/api";
import type { Act } from "../../core/commands";
import { type LanguagesHere, languagesApi } from "../../core/languages";
import type { Translation } from "../../core/playback/translated";
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/Skeleton";
import { Spoken } from "./Spoken";
import { Translations } from "./Translations";
import css from "./translations.module.css";

interface Props {
  room: { id: string; token: string | undefined; act: Act };
  full: View;
  translations: ReadonlyMap<string, Translation>;
  close: () => void;
}

export default function LanguagesDialog({ room, full, translations, close }: Props) {
  const { id, token, act } = room;
  const [here, setHere] = useState<LanguagesHere | null>(null);
  const [wrong, setWrong] = useState("");
  const [trouble, setTrouble] = useState("");
  const look = useCallback(() => {
    languagesApi.ofClass(id, token).then(setHere, (problem: unknown) => {
      setWrong(problem instanceof ApiError ? `${problem.message} ${problem.next}` : t("ui.did_not_work"));
    });
  }, [id, token]);
  useEffect(look, [look]);
  const choose = async (language: string | null) => {
    const outcome = await act({ do: "SetLanguage", language });
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
    look();
  };
  return (
    <Dialog title={t("translations.title")} open onClose={close}>
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      {!here && !wrong && <Skeleton lines={4} label={t("translations.coming")} />}
      {here && (
        <>
          <section className={css.part}>
            <h3>{t("translations.spoken")}</h3>
            <Spoken
              here={here.spoken}
              label={t("translations.spoken_class")}
              choose={(language) => void choose(language)}
              trouble={trouble}
            />
          </section>
          <section className={css.part}>
            <h3>{t("translations.transcript")}</h3>
            <Translations {...{ full, translations, act }} {...here.translation} />
          </section>
        </>
      )}
    </Dialog>
  );
}
