// One quiet line for what belongs to this moment: a comment, or what the player had to do.
import { Dices, FastForward, Megaphone, MessageSquare, VolumeX } from "lucide-react";
import type { People } from "../../core/api";
import { shownAt } from "../../core/playback/place";
import type { Playing } from "../../core/playback/playing";
import type { View } from "../../core/view/types";
import { wordsOf, writerOf } from "../../panels/comments/words";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { clock } from "../../ui/clock";
import { pieces } from "../../ui/pieces";
import css from "./playback.module.css";

/** How long a comment stays beside its moment, in class ms. */
const STAYS = 8_000;
/** How long it is told that a silence was left out. */
const SHOWN = 3_000;

/** Where the class begins to be played. */
const begins = ({ pauses: [first] }: Playing): number => (first?.from === 0 ? shownAt(first.to) : 0);

interface Props {
  playing: Playing;
  full: View;
  /** The class at this moment. */
  view: View;
  people: People;
  me: string;
  /** Class ms where somebody stopped the last time, 0 = nothing to offer. */
  resume: number;
  onResume: () => void;
}

export function Moment({ playing, full, view, people, me, resume, onResume }: Props) {
  const { position } = playing;
  const comment = full.notes.comments
    .filter((one) => !one.redacted && one.at <= position && position < one.at + STAYS)
    .at(-1);
  const turn = view.picks.shown;
  const { told } = view.broadcasts;
  const { cuts } = full.edit;
  const pause = playing.pauses.find((one) => position >= one.to && position < one.to + 5_000 && one.from > 0);
  let words = null;
  if (comment) {
    words = (
      <>
        <MessageSquare className="i s" aria-hidden="true" />
        <span className="clip">
          <b>{writerOf(comment, people, me)}</b>
          {comment.late && <span className="muted"> {t("playback.later")}</span>} {wordsOf(comment)}
        </span>
      </>
    );
  } else if (told && position < told.at + STAYS) {
    words = (
      <>
        <Megaphone className="i s" aria-hidden="true" />
        <span className="clip">
          {pieces("playback.told_groups", { name: <b>{nameOf(people, told.by)}</b> }, { text: told.text })}
        </span>
      </>
    );
  } else if (turn && position < turn.at + STAYS) {
    words = (
      <>
        <Dices className="i s" aria-hidden="true" />
        <span>{pieces("playback.lot_fell_on", { name: <b>{nameOf(people, turn.person)}</b> })}</span>
      </>
    );
  } else if (playing.left && position < playing.left.to + SHOWN) {
    const { from, to } = playing.left;
    words = (
      <>
        <FastForward className="i s" aria-hidden="true" />
        <span className="muted">{t("player.silence_left", { count: Math.round((to - from) / 1000) })}</span>
      </>
    );
  } else if (pause) {
    words = (
      <span className="muted">
        {t(
          cuts.some((one) => one.from < pause.to && one.to > pause.from)
            ? "edit.left_out"
            : "playback.not_recorded",
          {
            length: clock(pause.to - pause.from),
          },
        )}
      </span>
    );
  } else if (playing.noSound && !playing.muted) {
    words = (
      <>
        <VolumeX className="i s" aria-hidden="true" />
        <span className="muted">{t("playback.no_sound")}</span>
      </>
    );
  } else if (resume > 0 && !playing.playing && position <= begins(playing)) {
    words = (
      <button type="button" className={css.resume} onClick={onResume}>
        {t("playback.go_on_at", { time: clock(resume) })}
      </button>
    );
  }
  return (
    <div className={css.moment} role="status">
      {words}
    </div>
  );
}
