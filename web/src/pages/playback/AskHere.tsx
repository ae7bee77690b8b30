// Those who lead put a poll or a quiz at the moment that plays: whoever plays the class is asked there.
import { ChartBarBig } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Act } from "../../core/commands";
import type { Player } from "../../core/playback/player";
import type { Drafts } from "../../panels/drafts";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { clock } from "../../ui/clock";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/Skeleton";
import "../../panels/polls.css";

const PollForm = lazy(() => import("../../panels/PollForm"));

export function AskHere({ player, act }: { player: Player; act: Act }) {
  const [at, setAt] = useState<number | null>(null);
  const [drafts] = useState<Drafts>(() => new Map());
  const [done, setDone] = useState("");
  const begin = () => {
    player.pause();
    setDone("");
    setAt(Math.floor(player.position()));
  };
  const close = () => setAt(null);
  const put: Act = async (command) => {
    const outcome = await act({ ...command, at: at ?? 0 } as Parameters<Act>[0]);
    if (outcome.ok) {
      drafts.delete("poll");
      setDone(t("alone.poll_put", { time: clock(at ?? 0) }));
    }
    return outcome;
  };
  return (
    <>
      <IconButton label={t("alone.ask_here")} onPress={begin}>
        <ChartBarBig className="i" aria-hidden="true" />
      </IconButton>
      <span className="vh" role="status">
        {done}
      </span>
      {at !== null && (
        <Dialog title={t("alone.ask_at", { time: clock(at) })} wide open onClose={close}>
          <p className="muted">{t("alone.ask_hint")}</p>
          <Suspense fallback={<Skeleton lines={4} label={t("polls.form_coming")} />}>
            <PollForm act={put} drafts={drafts} onDone={close} start={t("alone.put_poll")} />
          </Suspense>
        </Dialog>
      )}
    </>
  );
}
