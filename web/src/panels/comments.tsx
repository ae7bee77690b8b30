// Comments pinned to moments of the class.
import { MessageSquarePlus } from "lucide-react";
import { useState } from "react";
import { newId } from "../core/api";
import { isStaff } from "../core/view/people";
import type { CommentView } from "../core/view/types";
import { t } from "../texts";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { clock } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { TextField } from "../ui/TextField";
import { nameOf, type PanelProps } from "./props";
import { Words } from "./Words";
import "./panels.css";
import "./chat.css";

function Comment({ one, people, me, act, seek }: PanelProps & { one: CommentView }) {
  const name = nameOf(people, one.by);
  const mayRedact = !one.redacted && (one.by === me.person || isStaff(me.role));
  const time = <span className="nums">{clock(one.at)}</span>;
  return (
    <article
      className={`msg${one.late ? " late" : ""}`}
      aria-label={t("playback.comment_of", { name, time: clock(one.at) })}
    >
      <Avatar id={one.by} name={name} later={one.late} size="s" />
      <header>
        <b className="clip">{name}</b>
        {seek ? (
          <button type="button" className="moment" onClick={() => seek(one.at)}>
            {time}
          </button>
        ) : (
          time
        )}
        {one.late && <span className="later-word">{t("playback.later")}</span>}
        {one.to === "staff" && <span className="to-word">{t("playback.to_teachers")}</span>}
      </header>
      <div className="said">
        {one.redacted ? (
          <p className="muted">{t("playback.comment_taken_back")}</p>
        ) : (
          <Words text={one.text} />
        )}
        {mayRedact && (
          <Button
            kind="bare"
            size="sm"
            onPress={() => void act({ do: "RedactComment", comment: one.comment })}
          >
            {t("playback.take_back")}
          </Button>
        )}
      </div>
    </article>
  );
}

interface Props extends PanelProps {
  /** All comments of the class when the page has them. */
  comments?: readonly CommentView[];
}

export function CommentsPanel({ comments, ...panel }: Props) {
  const { act, position, view } = panel;
  const [text, setText] = useState("");
  const [trouble, setTrouble] = useState("");
  const all = comments ?? view.notes.comments;
  const moment = position !== undefined && Number.isFinite(position) ? position : view.at;
  const add = async () => {
    const outcome = await act({ do: "AddComment", comment: newId("n"), text: text.trim(), to: "everyone" });
    if (outcome.ok) setText("");
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <div className="panel-body">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div className="log" tabIndex={0} role="region" aria-label={t("playback.comments")}>
        {all.length === 0 && (
          <Empty
            icon={<MessageSquarePlus className="i" aria-hidden="true" />}
            title={t("playback.no_comment")}
          >
            {t("playback.no_comment_hint")}
          </Empty>
        )}
        {all.map((one) => (
          <Comment key={one.comment} one={one} {...panel} />
        ))}
      </div>
      <form
        className="composer stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) void add();
        }}
      >
        <TextField
          label={t("playback.comment_at", { time: clock(moment) })}
          value={text}
          onChange={setText}
          maxLength={10_000}
          rows={2}
          error={trouble}
        />
        <Button kind="go" type="submit" isDisabled={!text.trim()}>
          {t("playback.add_comment")}
        </Button>
      </form>
    </div>
  );
}
