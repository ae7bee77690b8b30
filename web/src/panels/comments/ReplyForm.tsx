// An answer to a comment: it stands at the comment's moment, and goes to the same people.
import { useEffect, useRef, useState } from "react";
import { newId } from "../../core/api";
import { isDone } from "../../core/commands";
import type { CommentView } from "../../core/view/notes";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { useDraft } from "../drafts";
import { LIMIT, lengthOf, lengthWords } from "../limit";
import type { PanelProps } from "../props";
import { NoteButton } from "./NoteButton";

interface Props {
  root: CommentView;
  panel: PanelProps;
  onDone: () => void;
}

export function ReplyForm({ root, panel, onDone }: Props) {
  const { act, drafts } = panel;
  const [text, setText] = useDraft(drafts, `comment-${root.comment}`, () => "");
  const [trouble, setTrouble] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const words = text.trim();
  const toStaff = root.to === "staff";
  const length = lengthOf(words);
  const close = () => {
    drafts.delete(`comment-${root.comment}`);
    onDone();
  };
  const send = async (note: string | null): Promise<string> => {
    const outcome = await act({
      do: "AddComment",
      comment: newId("n"),
      text: words,
      to: toStaff ? "staff" : "everyone",
      reply_to: root.comment,
      note,
      at: root.at,
    });
    if (isDone(outcome)) close();
    return outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`;
  };
  return (
    <form
      className="comment-reply"
      onSubmit={(event) => {
        event.preventDefault();
        if (words && length <= LIMIT) void send(null).then(setTrouble);
      }}
    >
      <textarea
        ref={field}
        className="input"
        rows={2}
        aria-label={t(toStaff ? "comments.reply_privately" : "comments.reply_to_all")}
        placeholder={t(toStaff ? "comments.reply_privately" : "comments.reply_to_all")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            close();
          }
          if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }
        }}
      />
      <p className="field-error" role="alert">
        {trouble || (length > LIMIT ? lengthWords(length) : "")}
      </p>
      <div className="row wrap">
        <Button size="sm" kind="go" type="submit" isDisabled={!words || length > LIMIT}>
          {t("comments.send_reply")}
        </Button>
        {panel.files && <NoteButton files={panel.files} at={root.at} send={send} small />}
        <Button size="sm" kind="bare" onPress={close}>
          {t("chat.cancel")}
        </Button>
      </div>
    </form>
  );
}
