// How a held comment stands: its writer sees it, and those who lead approve it or say why not.
import { Clock3, OctagonX } from "lucide-react";
import { useState } from "react";
import type { CommentView } from "../../core/view/notes";
import { isStaff } from "../../core/view/people";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/TextField";
import type { PanelProps } from "../props";

interface Props {
  one: CommentView;
  panel: PanelProps;
  who: string;
}

function Refusing({ one, panel, onDone }: Pick<Props, "one" | "panel"> & { onDone: () => void }) {
  const [reason, setReason] = useState("");
  const [trouble, setTrouble] = useState("");
  const refuse = async () => {
    const outcome = await panel.act({ do: "RefuseComment", comment: one.comment, reason: reason.trim() });
    if (outcome.ok) onDone();
    else setTrouble(`${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void refuse();
      }}
    >
      <TextField
        label={t("comments.reason")}
        hint={t("comments.reason_hint")}
        value={reason}
        onChange={setReason}
        maxLength={500}
        error={trouble}
        autoFocus
      />
      <div className="row wrap">
        <Button size="sm" kind="stop" type="submit">
          {t("comments.refuse")}
        </Button>
        <Button size="sm" kind="bare" onPress={onDone}>
          {t("chat.cancel")}
        </Button>
      </div>
    </form>
  );
}

export function Approval({ one, panel, who }: Props) {
  const [refusing, setRefusing] = useState(false);
  if (one.state === "open") return null;
  const leads = isStaff(panel.me.role);
  const held = one.state === "held";
  return (
    <div className="comment-held" data-state={one.state}>
      <p className="small">
        {held ? (
          <Clock3 className="i s" aria-hidden="true" />
        ) : (
          <OctagonX className="i s" aria-hidden="true" />
        )}{" "}
        {held
          ? t(leads ? "comments.held_leads" : "comments.held")
          : one.reason
            ? t("comments.refused_because", { reason: one.reason })
            : t("comments.refused")}
      </p>
      {!held && !leads && <p className="small muted">{t("comments.refused_next")}</p>}
      {leads && !refusing && (
        <div className="row wrap">
          <Button
            size="sm"
            kind="go"
            aria-label={t("comments.approve_of", { who })}
            onPress={() => void panel.act({ do: "ApproveComment", comment: one.comment })}
          >
            {t("comments.approve")}
          </Button>
          {held && (
            <Button size="sm" aria-label={t("comments.refuse_of", { who })} onPress={() => setRefusing(true)}>
              {t("comments.refuse")}
            </Button>
          )}
        </div>
      )}
      {leads && refusing && <Refusing one={one} panel={panel} onDone={() => setRefusing(false)} />}
    </div>
  );
}
