// Where a question was put into the class, playing stops until it is answered or left for later.
import { Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import { nextStop } from "../../core/playback/quiz";
import { isOver } from "../../core/view/terms";
import type { View } from "../../core/view/types";
import { PollCard } from "../../panels/PollCard";
import type { PanelProps } from "../../panels/props";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { clock } from "../../ui/clock";
import { Dialog } from "../../ui/Dialog";

interface Props {
  player: Player;
  playing: Playing;
  full: View;
  panel: Omit<PanelProps, "view" | "whole" | "mode">;
}

export default function Quiz({ player, playing, full, panel }: Props) {
  const { position } = playing;
  const [asked, setAsked] = useState<string | null>(null);
  const before = useRef(position);
  const me = panel.me.person;
  useEffect(() => {
    const from = before.current;
    before.current = position;
    if (!playing.playing || isOver(full, me, Date.now())) return;
    const poll = nextStop(full.polls.polls, me, from, position);
    if (poll === null) return;
    player.pause();
    setAsked(poll);
  }, [position, playing.playing, full, me, player]);
  const poll = full.polls.polls.find((one) => one.poll === asked);
  if (!poll) return null;
  const answered = poll.ballots.has(me);
  const go = () => {
    setAsked(null);
    player.play();
  };
  return (
    <Dialog
      title={t(poll.quiz ? "alone.quiz_at" : "alone.poll_at", { time: clock(poll.openedAt) })}
      open
      onClose={go}
      actions={
        <Button kind={answered ? "go" : "plain"} onPress={go}>
          <Play className="i" aria-hidden="true" />
          {t(answered ? "alone.go_on" : "alone.answer_later")}
        </Button>
      }
    >
      <PollCard {...panel} view={full} whole={full} mode="later" poll={poll} />
    </Dialog>
  );
}
