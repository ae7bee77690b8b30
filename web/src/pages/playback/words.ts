// In which language this reader reads what was said: as it was, or as a machine translated it. Kept on this device.
import { createContext, useCallback, useContext, useMemo, useState } from "react";
import { ownName } from "../../core/languages";
import { inLanguage, type Translation, translationsOf } from "../../core/playback/translated";
import { type CaptionsView, noCaptions } from "../../core/view/captions";
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import type { MenuGroup } from "../../ui/Menu";

export interface WordsView {
  /** As they are read: in the language, where it has them. */
  captions: CaptionsView;
  /** Empty: as it was said. */
  language: string;
  translations: ReadonlyMap<string, Translation>;
  choose: (language: string) => void;
}

const KEY = "amphi.words";

export const Words = createContext<WordsView>({
  captions: noCaptions,
  language: "",
  translations: new Map(),
  choose: () => undefined,
});

export function useWords({ captions, translations: told }: Pick<View, "captions" | "translations">) {
  const [wished, setWished] = useState(() => localStorage.getItem(KEY) ?? "");
  const translations = useMemo(() => translationsOf(told), [told]);
  const found = translations.get(wished);
  const language = found ? wished : "";
  const shown = useMemo(() => (found ? inLanguage(captions, found) : captions), [captions, found]);
  const choose = useCallback((next: string) => {
    localStorage.setItem(KEY, next);
    setWished(next);
  }, []);
  return useMemo(
    () => ({ captions: shown, language, translations, choose }),
    [shown, language, translations, choose],
  );
}

/** Said of each language that it is a machine's. */
export const machineName = (language: string): string =>
  t("translations.by_machine", { language: ownName(language) });

/** The choice as a group of a menu; none where there is nothing to choose. */
export function useWordGroups(): MenuGroup[] {
  const { language, translations, choose } = useContext(Words);
  if (translations.size === 0) return [];
  const entry = (code: string, label: string) => ({
    id: `words-${code}`,
    label,
    chosen: language === code,
    run: () => choose(code),
  });
  return [
    {
      title: t("translations.words"),
      entries: [
        entry("", t("translations.original")),
        ...[...translations.keys()].sort().map((code) => entry(code, machineName(code))),
      ],
    },
  ];
}
