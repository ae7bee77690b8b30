// The translations of a transcript: how far each is, and asking for one, stopping it, taking it back.
import { useState } from "react";
import type { Act } from "../../core/commands";
import { byName, languageName } from "../../core/languages";
import { coverage, type Translation } from "../../core/playback/translated";
import type { View } from "../../core/view/types";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Select";
import type { Command } from "../../wire";
import css from "./translations.module.css";

interface Props {
  full: Pick<View, "captions" | "translations" | "lesson">;
  translations: ReadonlyMap<string, Translation>;
  act: Act;
  /** The school's language model, null without one. */
  model: string | null;
  into: readonly string[];
}

type Give = (command: Command) => Promise<void>;

interface OneProps extends Omit<Props, "into"> {
  language: string;
  give: Give;
}

/** In words how far a language is. */
function stateOf({ full, translations, language }: OneProps): string {
  const { captions } = full;
  const { done, stale, missing } = coverage(captions, translations.get(language));
  const count = captions.lines.length;
  const state = full.translations.states.get(language);
  if (state?.wanted) return t("translations.working", { done, count });
  if (state?.failed) return t(`translations.failed_${state.failed}`);
  if (stale > 0) return t("translations.out_of_date", { count: stale });
  return missing > 0 ? t("translations.left", { count: missing }) : t("translations.whole");
}

function One(props: OneProps) {
  const { full, translations, language, model, give } = props;
  const state = full.translations.states.get(language);
  const { stale, missing } = coverage(full.captions, translations.get(language));
  const name = languageName(language);
  const again = !state?.wanted && model !== null && stale + missing > 0;
  const words = state?.failed ? t("translations.again") : t("translations.rest");
  return (
    <li className={css.one}>
      <span className="grow">
        <b>{name}</b>
        <span className={state?.failed ? "field-error" : "small muted"} role="status">
          {stateOf(props)}
        </span>
      </span>
      {again && (
        <Button
          size="sm"
          aria-label={t("translations.named", { what: words, language: name })}
          onPress={() => void give({ do: "WantTranslation", language })}
        >
          {words}
        </Button>
      )}
      {state?.wanted && (
        <Button
          size="sm"
          aria-label={t("translations.named", { what: t("translations.stop"), language: name })}
          onPress={() => void give({ do: "StopTranslation", language })}
        >
          {t("translations.stop")}
        </Button>
      )}
      {translations.has(language) && (
        <Button
          size="sm"
          kind="bare"
          aria-label={t("translations.named", { what: t("translations.withdraw"), language: name })}
          onPress={() => void give({ do: "WithdrawTranslation", language })}
        >
          {t("translations.withdraw")}
        </Button>
      )}
    </li>
  );
}

/** Another language, with what is sent where said beforehand. */
function More({ model, left, give }: { model: string; left: readonly string[]; give: Give }) {
  const [chosen, setChosen] = useState(left[0] ?? "");
  const language = left.includes(chosen) ? chosen : (left[0] ?? "");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void give({ do: "WantTranslation", language });
      }}
    >
      <div className={css.more}>
        <Select
          label={t("translations.into")}
          value={language}
          options={left.map((one) => [one, languageName(one)] as const)}
          onChange={setChosen}
        />
        <Button kind="go" type="submit">
          {t("translations.translate")}
        </Button>
      </div>
      <p className="small muted">{t("translations.sent", { model })}</p>
    </form>
  );
}

export function Translations(props: Props) {
  const { full, translations, act, model, into } = props;
  const [trouble, setTrouble] = useState("");
  const give: Give = async (command) => {
    const outcome = await act(command);
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  const { captions, lesson } = full;
  const states = [...full.translations.states].filter(([, one]) => one.wanted || one.failed);
  const known = byName([...new Set([...translations.keys(), ...states.map(([one]) => one)])]);
  const written = captions.transcript.state !== "none" && captions.transcript.state !== "working";
  const begins = lesson.state === "ended" && written && captions.lines.length > 0;
  const left = byName(into.filter((one) => !known.includes(one)));
  return (
    <div className="stack">
      {known.length > 0 && (
        <ul className={css.list}>
          {known.map((language) => (
            <One key={language} {...props} language={language} give={give} />
          ))}
        </ul>
      )}
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {model === null ? (
        <p className="muted">{t("translations.no_model")}</p>
      ) : begins ? (
        <More {...{ model, left, give }} />
      ) : (
        <p className="muted">{t("translations.not_yet")}</p>
      )}
    </div>
  );
}
