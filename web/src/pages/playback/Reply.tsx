// What somebody wrote to the reader since they were here: the oldest that they have not seen, and the way to it.
import { Reply as ReplyIcon } from "lucide-react";
import { unreadReplies } from "../../core/view/replies";
import type { MessageView } from "../../core/view/types";
import { nameOf, type PanelProps } from "../../panels/props";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { clock } from "../../ui/clock";
import css from "./playback.module.css";

interface Props extends Pick<PanelProps, "people" | "me" | "act"> {
  chat: PanelProps["view"]["chat"];
  show: (message: MessageView) => void;
}

export default function Reply({ chat, people, me, act, show }: Props) {
  const unread = me.looks ? [] : unreadReplies(chat, me.person);
  const [first] = unread;
  const told = first && { name: nameOf(people, first.by), time: clock(first.at) };
  return (
    <div role="status">
      {first && told && (
        <p className={`row small ${css.taskHere}`}>
          <ReplyIcon className="i s" aria-hidden="true" />
          <span className="grow" dir="auto">
            {t("late.wrote_to_you", told)}
          </span>
          {unread.length > 1 && (
            <span className="muted nums">{t("late.more_to_you", { count: unread.length - 1 })}</span>
          )}
          <Button
            size="sm"
            aria-label={t("late.read_what", told)}
            onPress={() => {
              show(first);
              void act({ do: "ReadReplies", up_to: first.seq });
            }}
          >
            {t("tasks.read")}
          </Button>
        </p>
      )}
    </div>
  );
}
