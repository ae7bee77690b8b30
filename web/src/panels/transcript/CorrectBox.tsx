// A line being corrected where it stands, with who spoke it and how it read before: Enter saves, Escape leaves.
import { useEffect, useRef, useState } from "react";
import { newId } from "../../core/api";
import type { CaptionView } from "../../core/view/captions";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { wallDay, wallTime } from "../../ui/clock";
import { lengthOf } from "../limit";
import { nameOf, type PanelProps } from "../props";

const LIMIT = 500;

interface Props {
  line: CaptionView;
  panel: Pick<PanelProps, "view" | "people" | "act">;
  /** Those who lead correct; others propose. */
  leads: boolean;
  onDone: () => void;
}

/** The corrections of a line whose words are not those that the box began with, when there were `known` of them. */
export const notInBox = ({ corrections }: Pick<CaptionView, "corrections">, known: number) =>
  corrections.length > known ? corrections : corrections.slice(0, -1);

/** How a line read before, the last first: what stands there can be taken back into the box. */
function Before({
  line,
  panel,
  known,
  take,
}: {
  line: CaptionView;
  panel: Props["panel"];
  /** So many corrections there were when it was opened: what came since was never in the box. */
  known: number;
  take: (text: string) => void;
}) {
  if (line.corrections.length === 0) return null;
  const heard = { ...line.heard, id: "heard", words: t("transcript.as_heard") };
  const made = notInBox(line, known).map((one) => ({
    ...one,
    id: `${one.by} ${one.wrote}`,
    words: t("transcript.corrected_then", {
      name: nameOf(panel.people, one.by),
      day: wallDay(one.wrote),
      time: wallTime(one.wrote),
    }),
  }));
  return (
    <section aria-label={t("transcript.history")}>
      <ul className="before">
        {[heard, ...made].reverse().map((one) => (
          <li key={one.id}>
            <span className="small muted">
              {one.words} · {nameOf(panel.people, one.person)}
            </span>
            <span className="row">
              <span className="grow" dir="auto">
                {one.text}
              </span>
              <Button size="sm" kind="bare" onPress={() => take(one.text)}>
                {t("transcript.use")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function CorrectBox({ line, panel, leads, onDone }: Props) {
  const { view, people, act } = panel;
  const [text, setText] = useState(line.text);
  const [person, setPerson] = useState(line.person);
  const [trouble, setTrouble] = useState("");
  const [known] = useState(line.corrections.length);
  const since = line.corrections.length > known ? line.corrections.at(-1) : undefined;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.form?.scrollIntoView({ block: "nearest" });
  }, []);
  const words = text.trim();
  const wrong = !words || lengthOf(words) > LIMIT;
  const speakers = [...new Set([line.person, ...view.people.byId.keys()])];
  const save = async () => {
    if (wrong) return;
    if (words === line.text && person === line.person) return onDone();
    const change = { caption: line.caption, text: words, person };
    const outcome = await act(
      leads
        ? { do: "CorrectCaption", ...change }
        : { do: "ProposeCorrection", proposal: newId("p"), ...change },
    );
    if (outcome.ok) onDone();
    else setTrouble(`${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <form
      className="edit-box correct-box"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onDone();
      }}
    >
      <textarea
        ref={field}
        className="input"
        aria-label={t("transcript.what_was_said")}
        rows={3}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void save();
        }}
      />
      <label className="row small">
        <span className="muted">{t("transcript.who_spoke")}</span>
        <select className="input grow" value={person} onChange={(event) => setPerson(event.target.value)}>
          {speakers.map((one) => (
            <option key={one} value={one}>
              {nameOf(people, one)}
            </option>
          ))}
        </select>
      </label>
      <p className="field-error" role="alert">
        {trouble || (since && t("transcript.meanwhile", { name: nameOf(people, since.by) }))}
      </p>
      <div className="row wrap">
        <Button size="sm" kind="go" type="submit" isDisabled={wrong}>
          {leads ? t("chat.save") : t("transcript.propose")}
        </Button>
        <Button size="sm" kind="bare" onPress={onDone}>
          {t("chat.cancel")}
        </Button>
        {!leads && <span className="small muted">{t("transcript.propose_hint")}</span>}
      </div>
      <Before line={line} panel={panel} known={known} take={setText} />
    </form>
  );
}
