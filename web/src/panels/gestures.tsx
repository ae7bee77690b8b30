// Signs without words: a row to choose from, and those of the last seconds floating over the stage, counted.
import { Coffee } from "lucide-react";
import { type CSSProperties, type ReactNode, useContext } from "react";
import {
  DialogTrigger,
  OverlayTriggerStateContext,
  Popover,
  Button as Press,
  Toolbar,
} from "react-aria-components";
import type { People } from "../core/api";
import { countSigns } from "../core/view/gestures";
import type { SignView } from "../core/view/types";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { nameOf } from "./props";
import "./tools.css";

type Sign = SignView["sign"];

export const SIGNS: Readonly<Record<Sign, { shown: string; word: string }>> = {
  thumb: { shown: "👍", word: t("tools.sign_thumb") },
  clap: { shown: "👏", word: t("tools.sign_clap") },
  heart: { shown: "❤️", word: t("tools.sign_heart") },
  laugh: { shown: "😂", word: t("tools.sign_laugh") },
  surprise: { shown: "😮", word: t("tools.sign_surprise") },
  celebrate: { shown: "🎉", word: t("tools.sign_celebrate") },
  yes: { shown: "✅", word: t("tools.sign_yes") },
  no: { shown: "❌", word: t("tools.sign_no") },
  slower: { shown: "🐢", word: t("tools.sign_slower") },
  faster: { shown: "🚀", word: t("tools.sign_faster") },
};

/** So many float at once; the counts tell of all. */
const FLOATING = 14;
/** Of more than these the names would cover each other. */
const NAMED = 4;

interface ChoiceProps {
  /** The button that opens it, a react-aria Button. */
  children: ReactNode;
  make: (sign: Sign) => void;
  open?: boolean;
  setOpen?: (open: boolean) => void;
  /** Live: tell that one is away, or back. */
  away?: boolean;
  setAway?: (away: boolean) => void;
}

/** The popover itself is the dialog: what is for screen readers only, a way to dismiss it, belongs inside. */
function Choices({ make, away, setAway }: Pick<ChoiceProps, "make" | "away" | "setAway">) {
  const popover = useContext(OverlayTriggerStateContext);
  return (
    <div className="signs">
      <Toolbar className="sign-grid" aria-label={t("tools.reactions")}>
        {(Object.keys(SIGNS) as Sign[]).map((sign, index) => (
          <Press
            key={sign}
            className="sign"
            autoFocus={index === 0}
            aria-label={SIGNS[sign].word}
            onPress={() => {
              make(sign);
              popover?.close();
            }}
          >
            <span className="sign-shown" aria-hidden="true">
              {SIGNS[sign].shown}
            </span>
            <span aria-hidden="true">{SIGNS[sign].word}</span>
          </Press>
        ))}
      </Toolbar>
      {setAway && (
        <Button
          size="sm"
          aria-pressed={away}
          onPress={() => {
            setAway(!away);
            popover?.close();
          }}
        >
          <Coffee className="i s" aria-hidden="true" /> {t("tools.away")}
        </Button>
      )}
    </div>
  );
}

export function SignChoice({ children, make, open, setOpen, away, setAway }: ChoiceProps) {
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      {children}
      <Popover className="popover" aria-label={t("tools.react")} placement="top" offset={6}>
        <Choices make={make} away={away} setAway={setAway} />
      </Popover>
    </DialogTrigger>
  );
}

/** Always the same place for one sign, so that it does not jump when others come. */
const placeOf = (seq: number): number => (seq * 23) % 84;

/** In words, for those who do not see them. */
export const signWords = (signs: readonly SignView[]): string =>
  countSigns(signs)
    .map(([sign, count]) =>
      count > 1 ? t("tools.sign_counted", { sign: SIGNS[sign].word, count }) : SIGNS[sign].word,
    )
    .join(t("tools.between_signs"));

export function Floats({ signs, people }: { signs: readonly SignView[]; people: People }) {
  if (signs.length === 0) return null;
  return (
    <div className="floats" aria-hidden="true">
      {signs.slice(-FLOATING).map((one) => (
        <span
          key={one.seq}
          className={`float${one.late ? " later" : ""}`}
          style={{ "--x": `${placeOf(one.seq)}%` } as CSSProperties}
        >
          <span className="float-shown">{SIGNS[one.sign].shown}</span>
          {signs.length <= NAMED && <span className="float-name clip">{nameOf(people, one.by)}</span>}
        </span>
      ))}
      <span className="float-counts">
        {countSigns(signs).map(([sign, many]) => (
          <span key={sign} className="float-count nums">
            {SIGNS[sign].shown} {many}
          </span>
        ))}
      </span>
    </div>
  );
}
