// Questions of the room: end the class for everybody, leave it, keys.
import { useState } from "react";
import { Switch } from "react-aria-components";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { useRoom } from "./context";
import { KEYS } from "./keys";

interface OpenProps {
  open: boolean;
  onClose: () => void;
}

export function EndDialog({ open, onClose }: OpenProps) {
  const { session, tell } = useRoom();
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    const outcome = await session.live.commands.act({ do: "EndClass" });
    setBusy(false);
    onClose();
    if (!outcome.ok) tell(`${outcome.error.message} ${outcome.error.next}`, "bad");
  };
  return (
    <Dialog
      title="End the class for everybody?"
      role="alertdialog"
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Go on</Button>
          <Button kind="stop" isDisabled={busy} onPress={() => void end()}>
            End for everybody
          </Button>
        </>
      }
    >
      <p>
        Everybody leaves the room. The recording can be played at once, and late votes and comments stay open.
      </p>
    </Dialog>
  );
}

export function LeaveDialog({ open, onClose, leave }: OpenProps & { leave: () => void }) {
  return (
    <Dialog
      title="Leave the class?"
      role="alertdialog"
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Stay</Button>
          <Button kind="stop" onPress={leave}>
            Leave class
          </Button>
        </>
      }
    >
      <p>The class goes on without you. You can come back by the same link.</p>
    </Dialog>
  );
}

export function KeysDialog({
  open,
  onClose,
  on,
  setOn,
}: OpenProps & { on: boolean; setOn: (on: boolean) => void }) {
  return (
    <Dialog title="Keyboard shortcuts" open={open} onClose={onClose}>
      <Switch className="switch" isSelected={on} onChange={setOn}>
        <span className="track" aria-hidden="true" />
        Use single keys
      </Switch>
      <p className="small muted">
        In the chat, a line that begins with <code>/</code> is a command: <code>/help</code> lists them.
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
