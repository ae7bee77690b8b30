// The keys of the room, and whether single ones count.
import { Switch } from "react-aria-components";
import { t } from "../../texts";
import { Dialog } from "../../ui/Dialog";
import { pieces } from "../../ui/pieces";
import { KEYS } from "./keys";

interface Props {
  onClose: () => void;
  on: boolean;
  setOn: (on: boolean) => void;
}

export default function KeysDialog({ onClose, on, setOn }: Props) {
  return (
    <Dialog title={t("tools.shortcuts")} open onClose={onClose}>
      <Switch className="switch" isSelected={on} onChange={setOn}>
        <span className="track" aria-hidden="true" />
        {t("tools.single_keys")}
      </Switch>
      <p className="small muted">
        {pieces("tools.commands_hint", { slash: <code>/</code>, help: <code>/help</code> })}
      </p>
      <dl className="keys">
        {KEYS.map((one) => (
          <div key={one.key} className="row">
            <dt>
              <kbd>{one.shown}</kbd>
            </dt>
            <dd>{one.does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
