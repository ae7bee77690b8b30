// Dialogs of those who lead: what everybody else may do, who may come in, and the rights of one person.
import { useId } from "react";
import { Label, Radio, RadioGroup, Switch } from "react-aria-components";
import { isStaff } from "../core/view/people";
import { may, mayByRole } from "../core/view/rights";
import { t } from "../texts";
import { Dialog } from "../ui/Dialog";
import { type DoorChanged, PERMISSIONS, type Permission } from "../wire";
import { nameOf, type PanelProps } from "./props";
import "./panels.css";

const SHOWN = Object.keys(PERMISSIONS) as Permission[];
export const RIGHT_WORDS = Object.fromEntries(
  SHOWN.map((right) => [right, t(`people.right_${right}`)]),
) as Record<Permission, string>;
/** What is set is only what differs from the role's own. */
const differing = (right: Permission, on: boolean) =>
  on === PERMISSIONS[right].roles.includes("student") ? null : on;

function Choice({ on, choose, children }: { on: boolean; choose: (on: boolean) => void; children: string }) {
  return (
    <Switch className="switch" isSelected={on} onChange={choose}>
      <span className="track" aria-hidden="true" />
      {children}
    </Switch>
  );
}

const DOORS: readonly DoorChanged["door"][] = ["open", "ask", "signed_in", "closed"];

function WhoComesIn({ view, act }: PanelProps) {
  return (
    <RadioGroup
      className="choices"
      value={view.lobby.door}
      onChange={(door) => void act({ do: "SetDoor", door: door as DoorChanged["door"] })}
    >
      <Label className="b">{t("people.who_comes_in")}</Label>
      {DOORS.map((door) => (
        <Radio key={door} value={door} className="choice">
          <span className="mark" aria-hidden="true" />
          <span>{t(`people.door_${door}`)}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

interface Props {
  panel: PanelProps;
  onClose: () => void;
}

export function LocksDialog({ open = true, panel, onClose }: Props & { open?: boolean }) {
  const { view, me, act } = panel;
  const heading = useId();
  const anybody = { person: "", role: "student" as const };
  return (
    <Dialog title={t("people.what_students_may")} open={open} onClose={onClose}>
      {may(view, me, "grant") && (
        <section aria-labelledby={heading} className="switches">
          <p id={heading} className="small muted">
            {t("people.locks_hint")}
          </p>
          {SHOWN.filter((right) => PERMISSIONS[right].reach === "everybody").map((right) => (
            <Choice
              key={right}
              on={mayByRole(view, anybody, right)}
              choose={(on) =>
                void act({ do: "SetRight", right, allowed: differing(right, on), person: null })
              }
            >
              {RIGHT_WORDS[right]}
            </Choice>
          ))}
          {may(view, me, "answer") && (
            <Choice
              on={view.questions.anonymity}
              choose={(allowed) => void act({ do: "AllowAnonymity", allowed })}
            >
              {t("people.ask_without_name")}
            </Choice>
          )}
        </section>
      )}
      {may(view, me, "mute_others") && (
        <Choice on={view.rights.joinMuted} choose={(on) => void act({ do: "SetJoinMuted", on })}>
          {t("people.come_in_muted")}
        </Choice>
      )}
      {may(view, me, "admit") && <WhoComesIn {...panel} />}
    </Dialog>
  );
}

export function RightsDialog({ id, panel, onClose }: Props & { id: string | null }) {
  const { view, people, me, act } = panel;
  const role = view.people.byId.get(id ?? "")?.role ?? "student";
  const other = { person: id ?? "", role };
  const offered = SHOWN.filter(
    (right) => may(view, me, right) && (PERMISSIONS[right].reach !== "lead" || isStaff(role)),
  );
  return (
    <Dialog title={t("people.rights_of", { name: nameOf(people, id) })} open={id !== null} onClose={onClose}>
      <div className="switches">
        <p className="small muted">{t("people.rights_hint")}</p>
        {offered.map((right) => (
          <Choice
            key={right}
            on={may(view, other, right)}
            choose={(on) =>
              void act({
                do: "SetRight",
                right,
                allowed: on === mayByRole(view, other, right) ? null : on,
                person: id,
              })
            }
          >
            {RIGHT_WORDS[right]}
          </Choice>
        ))}
      </div>
    </Dialog>
  );
}
