// Chapters: where each begins, how long it is, and whether a poll is in it; those who lead change them.
import { Pencil } from "lucide-react";
import { memo, useEffect, useRef } from "react";
import type { Chapter } from "../../core/playback/chapters";
import { t } from "../../texts";
import { clock } from "../../ui/clock";
import { lasting } from "../desk/model";
import css from "./playback.module.css";

interface Props {
  chapters: readonly Chapter[];
  /** Class ms where the chapter that plays began, -1 before the first. */
  now: number;
  seek: (at: number) => void;
  /** For those who lead. */
  change?: () => void;
}

export const Chapters = memo(function Chapters({ chapters, now, seek, change }: Props) {
  const list = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new chapter is brought into sight
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>("[aria-current]");
    const box = list.current;
    if (current && box) box.scrollTo({ left: current.offsetLeft - box.clientWidth / 3, behavior: "smooth" });
  }, [now]);
  if (chapters.length === 0 && !change) return null;
  return (
    <nav className={css.chap} aria-label={t("playback.chapters")} ref={list}>
      {chapters.map((one) => (
        <button
          key={one.at}
          type="button"
          aria-current={one.at === now || undefined}
          data-segment={one.segment || undefined}
          onClick={() => seek(one.at)}
        >
          <span className="small nums">
            {clock(one.at)} · {lasting(one.to - one.at)}
            {one.polls > 0 && ` · ${t("playback.poll_count", { count: one.polls })}`}
          </span>
          <span className="clip b">{one.title}</span>
        </button>
      ))}
      {change && (
        <button type="button" className={css.chapEdit} onClick={change}>
          <span className="row">
            <Pencil className="i s" aria-hidden="true" />
            {t("player.chapters_change")}
          </span>
        </button>
      )}
    </nav>
  );
});
