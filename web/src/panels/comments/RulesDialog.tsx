// What those who lead decide of comments: held for approval, without a name, and how many each student writes.
import { useState } from "react";
import { Checkbox } from "react-aria-components";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/TextField";
import type { PanelProps } from "../props";

const MOST = 50;

function Choice({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <Checkbox className="choice" isSelected={on} onChange={set}>
      <span className="mark box" aria-hidden="true" />
      <span>{label}</span>
    </Checkbox>
  );
}

export function RulesDialog({ panel, onClose }: { panel: PanelProps; onClose: () => void }) {
  const { notes, breakouts } = panel.whole ?? panel.view;
  const { rules } = notes;
  const [late, setLate] = useState(breakouts.late);
  const [hold, setHold] = useState(rules.hold);
  const [anonymous, setAnonymous] = useState(rules.anonymous);
  const [number, setNumber] = useState(String(rules.required));
  const [trouble, setTrouble] = useState("");
  const required = /^\d{1,2}$/.test(number.trim()) ? Number(number) : -1;
  const wrong = required < 0 || required > MOST;
  const save = async () => {
    if (wrong) return;
    const outcome = await panel.act({ do: "SetCommentRules", hold, anonymous, required });
    const joining =
      outcome.ok && late !== breakouts.late ? await panel.act({ do: "SetLateGroups", on: late }) : outcome;
    if (joining.ok) onClose();
    else setTrouble(`${joining.error.message} ${joining.error.next}`);
  };
  return (
    <Dialog
      title={t("comments.rules_title")}
      open
      onClose={onClose}
      actions={
        <>
          <Button kind="bare" onPress={onClose}>
            {t("chat.cancel")}
          </Button>
          <Button kind="go" isDisabled={wrong} onPress={() => void save()}>
            {t("chat.save")}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Choice label={t("comments.hold")} on={hold} set={setHold} />
        <Choice label={t("comments.allow_without_name")} on={anonymous} set={setAnonymous} />
        {breakouts.groups.length > 0 && <Choice label={t("comments.late_groups")} on={late} set={setLate} />}
        <TextField
          label={t("comments.required")}
          hint={t("comments.required_hint")}
          inputMode="numeric"
          value={number}
          onChange={setNumber}
          error={wrong ? t("comments.required_wrong", { most: MOST }) : trouble}
        />
      </div>
    </Dialog>
  );
}
