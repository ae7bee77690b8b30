// Who is signed in here, and the way out: with it goes what is kept on this device.
import { LogOut } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { deskApi } from "../../core/deskApi";
import { t } from "../../texts";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Menu } from "../../ui/Menu";
import { problemWords } from "../playback/useClassroom";
import css from "./desk.module.css";

async function leave(): Promise<void> {
  await deskApi.signOut();
  const { leaveNothing } = await import("../../core/offline/leaving");
  await leaveNothing();
  location.reload();
}

export function Account({ id, name }: { id: string; name: string }) {
  const [asks, setAsks] = useState(false);
  const [wrong, setWrong] = useState("");
  const out = () =>
    void leave().catch((problem: unknown) =>
      setWrong(t("offline.signed_out_not", { message: problemWords(problem) })),
    );
  return (
    <>
      <Menu
        label={name}
        groups={[
          {
            entries: [
              {
                id: "out",
                label: t("offline.sign_out"),
                icon: <LogOut className="i s" />,
                run: () => setAsks(true),
              },
            ],
          },
        ]}
      >
        <AriaButton className="btn bare" aria-label={name}>
          <span className={`clip small muted ${css.name}`}>{name}</span>
          <Avatar id={id} name={name} />
        </AriaButton>
      </Menu>
      <Dialog
        title={t("offline.sign_out")}
        role="alertdialog"
        open={asks}
        onClose={() => setAsks(false)}
        actions={
          <Button kind="go" onPress={out}>
            {t("offline.sign_out")}
          </Button>
        }
      >
        <p>{t("offline.sign_out_hint")}</p>
        {wrong && (
          <p className="field-error" role="alert">
            {wrong}
          </p>
        )}
      </Dialog>
    </>
  );
}
