// What can be done with a deck: keep it, with or without drawings; its owner and those who lead offer and remove it.
import { Download, EyeOff, NotebookText, PenLine, Trash2 } from "lucide-react";
import { useState } from "react";
import { Switch } from "react-aria-components";
import { ApiError } from "../../core/api";
import { mayDownload, original as originalOf } from "../../core/bringing";
import type { Act } from "../../core/commands";
import type { DeckFiles } from "../../core/decks";
import type { BoardView } from "../../core/view/board";
import type { DeckView, SlidesView } from "../../core/view/slides";
import { hasNotes } from "../../core/view/speakerNotes";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { fileName, give } from "../board/save";
import { annotated } from "./annotated";

interface Props {
  deck: DeckView;
  /** Those that one may see. */
  pages: readonly number[];
  slides: SlidesView;
  /** As it is when the deck is saved. */
  board: () => BoardView;
  files: DeckFiles;
  /** It is one's own, or one leads. */
  mine: boolean;
  act: Act;
  /** May share the notes of what is theirs. */
  shares: boolean;
  tell: (text: string) => void;
  /** Null but for those who show slides in the live class. */
  managing: object | null;
}

/** Saving is for everybody who may; what others may do is said by whose deck it is, or by those who lead. */
export function Doing({ deck, pages, slides, files, board, mine, act, shares, tell, managing }: Props) {
  const [busy, setBusy] = useState("");
  const [asked, ask] = useState(false);
  const change = managing !== null && mine && !deck.removed;
  // The button that was pressed stays as it is: a disabled one loses the focus, and Escape would not close the dialog.
  const run = async (words: string, work: () => Promise<void>) => {
    if (busy) return;
    setBusy(words);
    try {
      await work();
    } catch (cause) {
      tell(cause instanceof ApiError ? `${cause.message} ${cause.next}` : t("board.not_saved"));
    } finally {
      setBusy("");
    }
  };
  const original = () =>
    run(t("slides.download"), async () => {
      const { file, name } = await originalOf(files, deck.deck);
      give(file, name);
    });
  const heard = (done: number) => setBusy(t("slides.page_of", { page: done, count: pages.length }));
  const drawn = () =>
    run("0", async () => {
      give(await annotated(files, deck, pages, board(), heard), fileName(deck.title, "pdf"));
    });
  const noted = () =>
    run("0", async () => {
      const { withNotes } = await import("./withNotes");
      const title = t("slides.titled_with_notes", { title: deck.title });
      give(await withNotes(files, deck, pages, board(), heard), fileName(title, "pdf"));
    });
  const offer = (leafing: boolean, download: boolean) =>
    void act({ do: "OfferDeck", deck: deck.deck, leafing, download });
  return (
    <div className="stack">
      {change && (
        <div>
          <Choice on={deck.leafing} set={(on) => offer(on, deck.download)} words={t("slides.may_leaf")} />
          <Choice on={deck.download} set={(on) => offer(deck.leafing, on)} words={t("slides.may_download")} />
        </div>
      )}
      {shares && mine && deck.noted.length > 0 && (
        <div>
          <Choice
            on={deck.shared}
            set={(shared) => void act({ do: "ShareSpeakerNotes", deck: deck.deck, shared })}
            words={t("slides.may_read_notes")}
          />
          <p className="small muted">{deck.removed ? t("slides.removed_shown") : shared(deck)}</p>
        </div>
      )}
      <div className="row wrap">
        {mayDownload(deck, mine) && (
          <Button onPress={() => void original()}>
            <Download className="i s" aria-hidden="true" />
            {t("slides.download")}
          </Button>
        )}
        <Button isDisabled={pages.length === 0} onPress={() => void drawn()}>
          <PenLine className="i s" aria-hidden="true" />
          {t("slides.save_drawn")}
        </Button>
        {hasNotes(deck, mine) && (
          <Button isDisabled={pages.length === 0} onPress={() => void noted()}>
            <NotebookText className="i s" aria-hidden="true" />
            {t("slides.save_noted")}
          </Button>
        )}
        {managing && slides.shown?.deck === deck.deck && (
          <Button onPress={() => void act({ do: "HideSlides" })}>
            <EyeOff className="i s" aria-hidden="true" />
            {t("slides.take_off")}
          </Button>
        )}
        {change && !asked && (
          <Button onPress={() => ask(true)}>
            <Trash2 className="i s" aria-hidden="true" />
            {t("slides.remove")}
          </Button>
        )}
        <span className="small muted nums" role="status">
          {busy}
        </span>
      </div>
      {asked && (
        <div className="row wrap deck-removing" role="group" aria-label={t("slides.removing")}>
          <p className="grow">
            <b>{t("slides.removing")}</b> {left(deck)}
          </p>
          <Button onPress={() => ask(false)}>{t("slides.keep")}</Button>
          <Button kind="stop" onPress={() => void act({ do: "RemoveDeck", deck: deck.deck })}>
            {t("slides.remove")}
          </Button>
        </div>
      )}
    </div>
  );
}

const shared = (deck: DeckView) => (deck.shared ? t("slides.notes_go_out") : t("slides.notes_stay"));

/** What is left of a deck that is removed now. */
function left(deck: DeckView): string {
  if (deck.seen.size === 0) return t("slides.removing_unseen");
  return deck.noted.length > 0 ? t("slides.removed_shown") : t("slides.removing_shown");
}

function Choice({ on, set, words }: { on: boolean; set: (on: boolean) => void; words: string }) {
  return (
    <Switch className="switch" isSelected={on} onChange={set}>
      <span className="track" aria-hidden="true" />
      {words}
    </Switch>
  );
}
