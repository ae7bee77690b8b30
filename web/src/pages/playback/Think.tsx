// The player has stopped where whoever watches is to think: the teacher's words, and one key to go on.
import { Lightbulb } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import type { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import css from "./edit.module.css";
import { writes } from "./keys";

export function Think({ player, playing }: { player: Player; playing: Playing }) {
  const { stop } = playing;
  const box = useRef<HTMLElement>(null);
  const words = useId();
  useEffect(() => {
    // Whoever writes goes on writing.
    if (stop !== null && !writes(document.activeElement)) box.current?.querySelector("button")?.focus();
  }, [stop]);
  if (stop === null) return null;
  return (
    <section className={css.think} aria-label={t("edit.think")} ref={box}>
      <Lightbulb className="i" aria-hidden="true" />
      <p id={words} role="status" dir="auto">
        <b>{t("edit.think")}</b>
        <span>{stop.words}</span>
      </p>
      <Button kind="go" aria-describedby={words} onPress={() => player.play()}>
        {t("edit.go_on")}
      </Button>
    </section>
  );
}
