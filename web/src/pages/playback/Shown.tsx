// Who can play the class, for those who lead: to whom it is shown, links to look, and what was done with it so far.
import { useEffect, useState } from "react";
import type { TimelineAnswer } from "../../core/api";
import type { View } from "../../core/view/types";
import { LEVELS, type Level } from "../../core/view/visibility";
import { t } from "../../texts";
import { Dialog } from "../../ui/Dialog";
import { Done } from "./Done";
import { Links } from "./Links";
import css from "./shown.module.css";
import type { Classroom } from "./useClassroom";
import "../../panels/late.css";

interface Props {
  first: TimelineAnswer;
  token: string | undefined;
  room: Classroom;
  full: View;
  close: () => void;
}

export default function Shown({ first, token, room, full, close }: Props) {
  const [changes, setChanges] = useState(0);
  const [wrong, setWrong] = useState("");
  // Shown as chosen at once; the timeline says it a moment later.
  const [wanted, setWanted] = useState<Level | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the timeline says counts again
  useEffect(() => setWanted(null), [full.visibility]);
  const decides = first.me.role === "instructor";
  const choose = async (level: Level) => {
    setWanted(level);
    const outcome = await room.act({ do: "SetVisibility", level });
    if (!outcome.ok) setWanted(null);
    setWrong(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <Dialog title={t("shown.title")} wide open onClose={close}>
      <fieldset className={css.levels} disabled={!decides}>
        <legend className="vh">{t("shown.title")}</legend>
        {LEVELS.map((level) => (
          <label key={level} className={css.level}>
            <input
              type="radio"
              name="level"
              checked={(wanted ?? full.visibility) === level}
              onChange={() => void choose(level)}
            />
            <span>
              <b>{t(`shown.level_${level}`)}</b>
              <span className="small muted">{t(`shown.hint_${level}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="small muted">{t(first.state === "ended" ? "shown.holds_now" : "shown.holds_then")}</p>
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      <Links
        classId={first.class}
        token={token}
        level={full.visibility}
        decides={decides}
        onChange={() => setChanges((now) => now + 1)}
      />
      <Done classId={first.class} title={first.title} token={token} revision={room.revision + changes} />
    </Dialog>
  );
}
