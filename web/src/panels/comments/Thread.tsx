// One thread: a comment at its moment, the answers under it, and a field for another one.
import { Reply } from "lucide-react";
import { useState } from "react";
import type { ThreadView } from "../../core/view/notes";
import { isClosedTo } from "../../core/view/terms";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import type { PanelProps } from "../props";
import { Comment } from "./Comment";
import { ReplyForm } from "./ReplyForm";

interface Props {
  thread: ThreadView;
  panel: PanelProps;
  /** Those that are new to the reader. */
  fresh: ReadonlySet<string>;
  /** What plays stands here. */
  now: boolean;
}

export function Thread({ thread: { root, answers }, panel, fresh, now }: Props) {
  const [writing, setWriting] = useState(panel.drafts.has(`comment-${root.comment}`));
  const refused = root.state === "refused";
  return (
    // Many of them: sections would crowd the other landmarks out.
    <div
      role="group"
      className="comment-thread"
      data-thread={root.comment}
      data-now={now || undefined}
      aria-label={t("comments.thread")}
    >
      <Comment one={root} panel={panel} isNew={fresh.has(root.comment)} />
      {answers.length > 0 && (
        <div className="comment-answers">
          {answers.map((one) => (
            <Comment key={one.comment} one={one} panel={panel} isNew={fresh.has(one.comment)} />
          ))}
        </div>
      )}
      {writing ? (
        <ReplyForm root={root} panel={panel} onDone={() => setWriting(false)} />
      ) : (
        !refused &&
        !panel.me.looks &&
        !isClosedTo(panel.whole, panel.me) && (
          <Button kind="bare" size="sm" onPress={() => setWriting(true)}>
            <Reply className="i s" aria-hidden="true" />
            {t("comments.reply")}
          </Button>
        )
      )}
    </div>
  );
}
