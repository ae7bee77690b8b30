// Dialogs of those who lead: what everybody else may do, who may come in, and the rights of one person.
import { useId } from "react";
import { Label, Radio, RadioGroup, Switch } from "react-aria-components";
import { isStaff } from "../core/view/people";
import { may, mayByRole } from "../core/view/rights";
import { Dialog } from "../ui/Dialog";
import { type DoorChanged, PERMISSIONS, type Permission } from "../wire";
import { nameOf, type PanelProps } from "./props";
import "./panels.css";

export const RIGHT_WORDS: Record<Permission, string> = {
  unmute: "Use the microphone",
  camera: "Use the camera",
  screen: "Share the screen",
  draw: "Draw on the board",
  write_notes: "Write in the notes",
  slides: "Show slides and films",
  spotlight: "Turn the spotlight",
  chat_all: "Write to everyone",
  chat_private: "Write to one person",
  ask: "Ask questions",
  start_polls: "Open and end polls",
  record: "Pause the recording",
  manage_breakouts: "Lead breakout groups",
  call_on: "Call on people",
  mute_others: "Mute others",
  answer: "Answer questions",
  admit: "Let people in",
  remove: "Send people out",
  grant: "Give roles and rights",
  open_and_end: "End the class",
};
const SHOWN = Object.keys(PERMISSIONS) as Permission[];
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

const DOORS: readonly { door: DoorChanged["door"]; words: string }[] = [
  { door: "open", words: "Everybody with the link" },
  { door: "ask", words: "Whom we let in, one by one or all at once" },
  { door: "signed_in", words: "People with an account" },
  { door: "closed", words: "Nobody else" },
];

function WhoComesIn({ view, act }: PanelProps) {
  return (
    <RadioGroup
      className="choices"
      value={view.lobby.door}
      onChange={(door) => void act({ do: "SetDoor", door: door as DoorChanged["door"] })}
    >
      <Label className="b">Who may come in</Label>
      {DOORS.map(({ door, words }) => (
        <Radio key={door} value={door} className="choice">
          <span className="mark" aria-hidden="true" />
          <span>{words}</span>
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
    <Dialog title="What students may do" open={open} onClose={onClose}>
      {may(view, me, "grant") && (
        <section aria-labelledby={heading} className="switches">
          <p id={heading} className="small muted">
            A lock counts at once and for everybody who does not lead. You can except one person in the list
            of people.
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
              Ask questions without their name
            </Choice>
          )}
        </section>
      )}
      {may(view, me, "mute_others") && (
        <Choice on={view.rights.joinMuted} choose={(on) => void act({ do: "SetJoinMuted", on })}>
          Students come in muted
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
    <Dialog title={`Rights of ${nameOf(people, id)}`} open={id !== null} onClose={onClose}>
      <div className="switches">
        <p className="small muted">They count for this class, before any lock, and until the role changes.</p>
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
