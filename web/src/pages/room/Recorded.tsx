// A lecture that was recorded alone is over: to be looked at, published, or recorded again.
import { CirclePlay } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { useRoom } from "./context";
import { State } from "./Over";

const Discard = lazy(() => import("../playback/Discard"));

export default function Recorded({ playback }: { playback: string }) {
  const { session } = useRoom();
  const [discarding, setDiscarding] = useState(false);
  const { classId, token } = session.entry;
  return (
    <State
      icon={<CirclePlay className="i big" aria-hidden="true" />}
      title={t("alone.recorded")}
      actions={
        <>
          <a className="btn go" href={playback}>
            {t("alone.look")}
          </a>
          <Button onPress={() => setDiscarding(true)}>{t("alone.discard")}</Button>
          <a className="btn" href="/">
            {t("ui.my_desk")}
          </a>
        </>
      }
    >
      <p>{t("alone.recorded_hint")}</p>
      {discarding && (
        <Suspense>
          <Discard classId={classId} token={token} close={() => setDiscarding(false)} />
        </Suspense>
      )}
    </State>
  );
}
