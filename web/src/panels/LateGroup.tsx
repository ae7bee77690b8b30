// Whoever was in no group takes part in one after the class: its thread, its board and its notes open to them.
import { ChevronDown, Users } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { seatOf } from "../core/view/breakouts";
import { isStaff } from "../core/view/people";
import { t } from "../texts";
import { Menu } from "../ui/Menu";
import type { PanelProps } from "./props";

export function LateGroup({ view, whole, me, act }: PanelProps) {
  const { breakouts, lesson } = whole ?? view;
  const [trouble, setTrouble] = useState("");
  const offered = breakouts.late && lesson.endedAt !== null && breakouts.groups.length > 0;
  if (!offered || me.looks || isStaff(me.role) || seatOf(breakouts, me.person)) return null;
  const join = async (group: string) => {
    const outcome = await act({ do: "JoinGroup", group });
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  const entries = breakouts.groups.map(({ group, name }) => ({
    id: group,
    label: name,
    run: () => void join(group),
  }));
  return (
    <div className="late-group">
      <p className="row small">
        <Users className="i s" aria-hidden="true" />
        <span className="grow">{t("comments.in_no_group")}</span>
        <Menu label={t("comments.in_no_group")} groups={[{ entries }]}>
          <AriaButton className="btn sm">
            {t("comments.join_group")}
            <ChevronDown className="i s" aria-hidden="true" />
          </AriaButton>
        </Menu>
      </p>
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}
