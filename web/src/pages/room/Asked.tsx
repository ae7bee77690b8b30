// Whoever is in a class that is recorded and was not asked yet: told what is kept, and asked.
import { CircleDot } from "lucide-react";
import { NOTICE } from "../../core/view/consent";
import { t } from "../../texts";
import { Banner } from "../../ui/Banner";
import { Button } from "../../ui/Button";
import { useRoom } from "./context";

export default function Asked() {
  const { session, tell } = useRoom();
  const choose = async (recorded: boolean) => {
    const outcome = await session.live.commands.act({ do: "ChooseRecording", recorded, notice: NOTICE });
    if (!outcome.ok) tell(`${outcome.error.message} ${outcome.error.next}`, "bad");
  };
  return (
    <Banner
      tone="acc"
      live="assertive"
      icon={<CircleDot className="i" />}
      title={t("consent.asked")}
      actions={
        <>
          <Button size="sm" kind="go" onPress={() => void choose(true)}>
            {t("consent.be_recorded")}
          </Button>
          <Button size="sm" onPress={() => void choose(false)}>
            {t("consent.stay_out")}
          </Button>
        </>
      }
    >
      {t("consent.asked_hint")}
    </Banner>
  );
}
