// Whoever was in no group takes part in one after the class: its thread, its board and its notes open to them.
import { Users } from "lucide-react";
import { useId, useState } from "react";
import { seatOf } from "../core/view/breakouts";
import { isStaff } from "../core/view/people";
import { t } from "../texts";
import { Button } from "../ui/Button";
import type { PanelProps } from "./props";

export function LateGroup({ view, whole, me, act }: PanelProps) {
  const { breakouts, lesson } = whole ?? view;
  const id = useId();
  const [chosen, setChosen] = useState(breakouts.groups[0]?.group ?? "");
  const [trouble, setTrouble] = useState("");
  const offered = breakouts.late && lesson.endedAt !== null && breakouts.groups.length > 0;
  if (!offered || me.looks || isStaff(me.role) || seatOf(breakouts, me.person)) return null;
  const join = async () => {
    const group = chosen || (breakouts.groups[0]?.group ?? "");
    const outcome = await act({ do: "JoinGroup", group });
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <form
      className="late-group"
      onSubmit={(event) => {
        event.preventDefault();
        void join();
      }}
    >
      <label htmlFor={id} className="small">
        <Users className="i s" aria-hidden="true" /> {t("comments.in_no_group")}
      </label>
      <div className="row">
        <select
          id={id}
          className="input grow"
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        >
          {breakouts.groups.map((one) => (
            <option key={one.group} value={one.group}>
              {one.name}
            </option>
          ))}
        </select>
        <Button size="sm" type="submit">
          {t("comments.join_group")}
        </Button>
      </div>
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
    </form>
  );
}
