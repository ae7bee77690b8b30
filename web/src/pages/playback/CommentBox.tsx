// A comment on the moment that plays; it keeps the moment at which the writing began.
import { SmilePlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { newId } from "../../core/api";
import type { Act } from "../../core/commands";
import type { Player } from "../../core/playback/player";
import { SIGNS, SignChoice } from "../../panels/gestures";
import { t } from "../../texts";
import { Button, IconButton } from "../../ui/Button";
import { clock } from "../../ui/clock";
import css from "./playback.module.css";

interface Props {
  player: Player;
  /** Class ms, for the chip. */
  position: number;
  act: Act;
}

const LONGEST = 10_000;

export function CommentBox({ player, position, act }: Props) {
  const [text, setText] = useState("");
  const [pinned, setPinned] = useState<number | null>(null);
  const [wrong, setWrong] = useState("");
  const [done, setDone] = useState("");
  const at = pinned ?? position;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    if (words === "") return;
    const moment = Math.floor(at);
    const outcome = await act({
      do: "AddComment",
      comment: newId("n"),
      text: words,
      to: "everyone",
      at: moment,
    });
    if (outcome.ok) {
      setText("");
      setPinned(null);
      setWrong("");
      setDone(t("playback.comment_made", { time: clock(moment) }));
    } else setWrong(t("playback.comment_kept", { message: outcome.error.message, next: outcome.error.next }));
  };
  const show = async (sign: keyof typeof SIGNS) => {
    const moment = Math.floor(player.position());
    const outcome = await act({ do: "Gesture", sign, at: moment });
    setWrong(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
    if (outcome.ok) setDone(t("playback.sign_made", { sign: SIGNS[sign].word, time: clock(moment) }));
  };
  return (
    <form className={`card ${css.add}`} onSubmit={submit}>
      <span className="chip acc nums">{clock(at)}</span>
      <input
        aria-label={t("playback.add_comment")}
        placeholder={t("playback.comment_on")}
        value={text}
        maxLength={LONGEST}
        onChange={(event) => {
          if (text === "" && event.target.value !== "") setPinned(player.position());
          if (event.target.value === "") setPinned(null);
          setText(event.target.value);
          setDone("");
        }}
      />
      <SignChoice make={(sign) => void show(sign)}>
        <IconButton label={t("playback.react")}>
          <SmilePlus className="i" aria-hidden="true" />
        </IconButton>
      </SignChoice>
      <Button type="submit" aria-label={t("playback.add_comment")} isDisabled={text.trim() === ""}>
        <span>
          <span className={css.narrow}>{t("playback.add")}</span>
          <span className={css.wide}>{t("playback.add_comment")}</span>
        </span>
      </Button>
      {wrong && (
        <p className={css.addNote} role="alert">
          {wrong}
        </p>
      )}
      <span className="vh" role="status">
        {done}
      </span>
    </form>
  );
}
