// To whom a message goes: chosen above the field, and kept with the words.
import { type ReactNode, useId } from "react";
import { groupOf, seatOf } from "../core/view/breakouts";
import { answerTo } from "../core/view/chat";
import { isStaff, present } from "../core/view/people";
import { may } from "../core/view/rights";
import type { MessageView } from "../core/view/types";
import { t } from "../texts";
import { useDraft } from "./drafts";
import { nameOf, type PanelProps } from "./props";

/** Kept with the words: what was meant for one person must not go to everybody after a look at another tab. */
export function useAudience({ view, whole, me, mode, drafts }: PanelProps, root?: MessageView) {
  const live = mode === "live";
  const group = live ? groupOf(view.breakouts, me.person) : seatOf((whole ?? view).breakouts, me.person);
  const usual = live && group ? `group:${group.group}` : may(view, me, "chat_all") ? "everyone" : "staff";
  const [chosen, setChosen] = useDraft<{ for: string; to: string } | null>(drafts, "to", () => null);
  const to = root ? answerTo(root, me.person, isStaff(me.role)) : chosen?.for === usual ? chosen.to : usual;
  return { group, to, choose: (next: string) => setChosen({ for: usual, to: next }) };
}

interface ChoiceProps {
  panel: PanelProps;
  group: ReturnType<typeof groupOf>;
  to: string;
  choose: (to: string) => void;
  tools: ReactNode;
}

export function AudienceChoice({ panel, group, to, choose, tools }: ChoiceProps) {
  const id = useId();
  const others =
    panel.mode === "live" ? present(panel.view.people).filter((one) => one.id !== panel.me.person) : [];
  return (
    <p className="to">
      <label htmlFor={id}>{t("chat.to")}</label>
      <select id={id} value={to} onChange={(event) => choose(event.target.value)}>
        {group && <option value={`group:${group.group}`}>{group.name}</option>}
        <option value="everyone" disabled={!may(panel.view, panel.me, "chat_all")}>
          {t("chat.everyone")}
        </option>
        <option value="staff">{t("chat.teachers_only")}</option>
        {others.length > 0 && (
          <optgroup label={t("chat.one_person")}>
            {others.map((one) => (
              <option
                key={one.id}
                value={`person:${one.id}`}
                disabled={!isStaff(one.role) && !may(panel.view, panel.me, "chat_private")}
              >
                {nameOf(panel.people, one.id)}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      {!(panel.mode === "live" && isStaff(panel.me.role)) && (
        <span className="clip">· {t(panel.mode === "later" ? "chat.placed_here" : "chat.kept")}</span>
      )}
      {tools}
    </p>
  );
}

export function placeholder(
  { mode }: PanelProps,
  root: MessageView | undefined,
  to: string,
  group?: string,
): string {
  if (root) return t("chat.write_reply");
  if (group && to.startsWith("group:")) return t("chat.write_to_group", { group });
  if (mode === "later") return t("chat.write_here");
  return t(to === "staff" ? "chat.write_to_teachers" : "chat.write_to_class");
}
