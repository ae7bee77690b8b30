// A spoken comment: played in place, fetched when it is asked for, with what a machine understood of it.
import { useEffect, useState } from "react";
import type { CommentView } from "../../core/view/notes";
import { t } from "../../texts";
import { Chip } from "../../ui/Chip";
import type { PanelProps } from "../props";
import { Played } from "./Played";

interface Props {
  one: CommentView;
  panel: PanelProps;
  who: string;
}

export function NotePlayer({ one: { note, transcript }, panel: { files }, who }: Props) {
  const [src, setSrc] = useState<string | null>(null);
  const [trouble, setTrouble] = useState("");
  useEffect(
    () => () => {
      if (src) URL.revokeObjectURL(src);
    },
    [src],
  );
  if (!note || !files) return null;
  const fetchIt = () => {
    setTrouble("");
    files.fetch(note.file).then(
      (blob) => setSrc(URL.createObjectURL(new Blob([blob], { type: note.kind }))),
      () => setTrouble(t("comments.note_lost")),
    );
  };
  const picture = note.width > 0;
  return (
    <div className="note">
      <Played
        src={src}
        picture={picture}
        label={t(picture ? "comments.camera_note_of" : "comments.voice_note_of", { who })}
        length={note.length ?? 0}
        onWanted={fetchIt}
      />
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {transcript && (
        <p className="note-words">
          <Chip tone="hollow">{t("comments.automatic")}</Chip> <span dir="auto">{transcript}</span>
        </p>
      )}
    </div>
  );
}
