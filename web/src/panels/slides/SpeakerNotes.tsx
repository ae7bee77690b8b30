// What the speaker wrote beside a page: for those who lead, and for everybody once it is shared. Folded, a line is left.
import { NotebookText } from "lucide-react";
import { useEffect, useId, useState } from "react";
import type { DeckFiles } from "../../core/decks";
import type { DeckView } from "../../core/view/slides";
import { hasNotes, notesOf } from "../../core/view/speakerNotes";
import { t } from "../../texts";

const KEY = "amphi.speaker_notes";

interface Props {
  files: DeckFiles;
  deck: DeckView;
  page: number;
  /** Reads them whether they are shared or not. */
  all: boolean;
}

function useNotes({ files, deck: { deck, noted }, page }: Props): { text: string; failed: boolean } {
  const [got, setGot] = useState({ text: "", failed: false });
  useEffect(() => {
    let here = true;
    notesOf(files, { deck, noted }, page).then(
      (text) => here && setGot({ text, failed: false }),
      () => here && setGot({ text: "", failed: true }),
    );
    return () => {
      here = false;
    };
  }, [files, deck, noted, page]);
  return got;
}

/** Open for whose notes they are until they say otherwise; others open them. */
function useOpen(all: boolean): [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(() => {
    const kept = localStorage.getItem(KEY);
    return kept === null ? all : kept === "open";
  });
  const choose = (next: boolean) => {
    setOpen(next);
    localStorage.setItem(KEY, next ? "open" : "closed");
  };
  return [open, choose];
}

function Words(props: Props) {
  const { text, failed } = useNotes(props);
  if (failed) return <p className="muted">{t("slides.notes_failed")}</p>;
  if (!props.deck.noted.includes(props.page)) return <p className="muted">{t("slides.no_notes")}</p>;
  return text.split("\n").map((line, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one page never change
    <p key={row} dir="auto">
      {line}
    </p>
  ));
}

export function SpeakerNotes(props: Props) {
  const { deck, page, all } = props;
  const [open, setOpen] = useOpen(all);
  const name = useId();
  if (!hasNotes(deck, all)) return null;
  return (
    <section className="speaker-notes" aria-labelledby={name} data-open={open || undefined}>
      <button type="button" className="notes-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <NotebookText className="i s" aria-hidden="true" />
        <b id={name}>{t("slides.notes")}</b>
        <span className="notes-for">{deck.shared ? t("slides.notes_shared") : t("slides.notes_own")}</span>
      </button>
      {open && (
        <div
          key={`${deck.deck}:${page}`}
          className="notes-text"
          role="group"
          aria-labelledby={name}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
          tabIndex={0}
        >
          <Words {...props} />
        </div>
      )}
    </section>
  );
}
