// A comment on the moment that plays, written or spoken; it keeps the moment at which the writing began.
import { SmilePlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Checkbox } from "react-aria-components";
import { type Me, newId } from "../../core/api";
import { isDone } from "../../core/commands";
import type { Player } from "../../core/playback/player";
import { isStaff } from "../../core/view/people";
import { may } from "../../core/view/rights";
import type { View } from "../../core/view/types";
import { NoteButton } from "../../panels/comments/NoteButton";
import { SIGNS, SignChoice } from "../../panels/gestures";
import { t } from "../../texts";
import { Button, IconButton } from "../../ui/Button";
import { clock } from "../../ui/clock";
import { AskHere } from "./AskHere";
import css from "./playback.module.css";
import type { Classroom } from "./useClassroom";

interface Props {
  player: Player;
  /** Class ms, for the chip. */
  position: number;
  room: Classroom;
  /** The class at this moment, and all of it. */
  view: View;
  full: View;
  me: Me;
}

const LONGEST = 10_000;

interface Ways {
  staff: boolean;
  hidden: boolean;
  page: boolean;
}

/** For whom it is, with or without a name, on the moment or on the page too. */
function Choices({
  ways,
  set,
  view,
  full,
  me,
}: Pick<Props, "view" | "full" | "me"> & { ways: Ways; set: (ways: Ways) => void }) {
  const { shown, decks } = view.slides;
  const choice = (key: "hidden" | "page", label: string) => (
    <Checkbox className="choice" isSelected={ways[key]} onChange={(on) => set({ ...ways, [key]: on })}>
      <span className="mark box" aria-hidden="true" />
      <span>{label}</span>
    </Checkbox>
  );
  return (
    <div className={css.addMore}>
      <label className="row">
        <span className="muted">{t("chat.to")}</span>
        <select
          value={ways.staff ? "staff" : "everyone"}
          onChange={(event) => set({ ...ways, staff: event.target.value === "staff" })}
        >
          {may(full, me, "chat_all") && <option value="everyone">{t("chat.everyone")}</option>}
          <option value="staff">{t("chat.teachers_only")}</option>
        </select>
      </label>
      {shown &&
        choice(
          "page",
          t("comments.on_slide", { page: shown.page, pages: decks.get(shown.deck)?.pages ?? shown.page }),
        )}
      {full.notes.rules.anonymous && !ways.staff && choice("hidden", t("comments.without_my_name"))}
      {full.notes.rules.hold && !ways.staff && !isStaff(me.role) && (
        <span className="muted">{t("comments.will_be_held")}</span>
      )}
    </div>
  );
}

/** Sends a comment as it was chosen; "" when it went through, else what to do. */
function useComment({ player, room, view, full, me }: Props) {
  const [pinned, setPinned] = useState<number | null>(null);
  const [ways, setWays] = useState<Ways>({ staff: false, hidden: false, page: false });
  const [done, setDone] = useState("");
  const staff = ways.staff || !may(full, me, "chat_all");
  const { shown } = view.slides;
  const send = async (text: string, note: string | null): Promise<string> => {
    const moment = Math.floor(pinned ?? player.position());
    const outcome = await room.act({
      do: "AddComment",
      comment: newId("n"),
      text,
      to: staff ? "staff" : "everyone",
      anonymous: ways.hidden && !staff && full.notes.rules.anonymous,
      on: ways.page && shown ? { deck: shown.deck, page: shown.page } : null,
      note,
      at: moment,
    });
    if (!outcome.ok && !isDone(outcome))
      return t("playback.comment_kept", { message: outcome.error.message, next: outcome.error.next });
    setPinned(null);
    setDone(outcome.ok ? t("playback.comment_made", { time: clock(moment) }) : outcome.error.next);
    return "";
  };
  return { pinned, setPinned, ways: { ...ways, staff }, setWays, done, setDone, send };
}

export function CommentBox(props: Props) {
  const { player, position, room, view, full, me } = props;
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState("");
  const [near, setNear] = useState(false);
  const { pinned, setPinned, ways, setWays, done, setDone, send } = useComment(props);
  const at = pinned ?? position;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    if (words === "") return;
    const trouble = await send(words, null);
    if (trouble === "") setText("");
    setWrong(trouble);
  };
  const speak = async (note: string) => {
    const trouble = await send(text.trim(), note);
    if (trouble === "") setText("");
    return trouble;
  };
  const show = async (sign: keyof typeof SIGNS) => {
    const moment = Math.floor(player.position());
    const outcome = await room.act({ do: "Gesture", sign, at: moment });
    setWrong(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
    if (outcome.ok) setDone(t("playback.sign_made", { sign: SIGNS[sign].word, time: clock(moment) }));
  };
  return (
    <form className={`card ${css.add}`} onSubmit={submit} onFocus={() => setNear(true)}>
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
      <NoteButton
        files={room.files}
        at={at}
        send={speak}
        onOpen={() => {
          player.pause();
          if (pinned === null) setPinned(player.position());
        }}
      />
      {isStaff(me.role) && full.lesson.state === "ended" && <AskHere player={player} act={room.act} />}
      <Button type="submit" aria-label={t("playback.add_comment")} isDisabled={text.trim() === ""}>
        <span>
          <span className={css.narrow}>{t("playback.add")}</span>
          <span className={css.wide}>{t("playback.add_comment")}</span>
        </span>
      </Button>
      {(near || text !== "") && <Choices ways={ways} set={setWays} view={view} full={full} me={me} />}
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
