// What can be done with a deck: keep it, with or without drawings; its owner and those who lead offer and remove it.
import { Download, EyeOff, PenLine, Trash2 } from "lucide-react";
import { useState } from "react";
import { Switch } from "react-aria-components";
import { ApiError } from "../../core/api";
import type { Act } from "../../core/commands";
import type { DeckFiles } from "../../core/decks";
import type { BoardView } from "../../core/view/board";
import { type DeckView, mayDownload, type SlidesView } from "../../core/view/slides";
import { Button } from "../../ui/Button";
import { fileName, give } from "../board/save";
import { annotated } from "./annotated";

const TEXTS = {
  leafing: "Students may leaf through by themselves",
  download: "Students may download the file",
  original: "Download the file",
  drawn: "Save with drawings (PDF)",
  hide: "Take off the stage",
  remove: "Remove",
  removing: "Remove these slides?",
  kept: "They leave this list. Where they were shown, the recording keeps them.",
  gone: "They were never shown, and are deleted.",
  keep: "Keep them",
  failed: "It could not be saved. Try again.",
};

interface Props {
  deck: DeckView;
  /** Those that one may see. */
  pages: readonly number[];
  slides: SlidesView;
  board: BoardView;
  files: DeckFiles;
  /** It is one's own, or one leads. */
  mine: boolean;
  act: Act;
  tell: (text: string) => void;
  /** Null but for those who show slides in the live class. */
  managing: object | null;
}

/** Saving is for everybody who may; what others may do is said by whose deck it is, or by those who lead. */
export function Doing({ deck, pages, slides, files, board, mine, act, tell, managing }: Props) {
  const [busy, setBusy] = useState("");
  const [asked, ask] = useState(false);
  const change = managing !== null && mine;
  // The button that was pressed stays as it is: a disabled one loses the focus, and Escape would not close the dialog.
  const run = async (words: string, work: () => Promise<void>) => {
    if (busy) return;
    setBusy(words);
    try {
      await work();
    } catch (cause) {
      tell(cause instanceof ApiError ? `${cause.message} ${cause.next}` : TEXTS.failed);
    } finally {
      setBusy("");
    }
  };
  const original = () =>
    run(TEXTS.original, async () => {
      const { file, name } = await files.original(deck.deck);
      give(file, name);
    });
  const drawn = () =>
    run("0", async () => {
      const heard = (done: number) => setBusy(`Page ${done} of ${pages.length}`);
      give(await annotated(files, deck, pages, board, heard), fileName(deck.title, "pdf"));
    });
  const offer = (leafing: boolean, download: boolean) =>
    void act({ do: "OfferDeck", deck: deck.deck, leafing, download });
  return (
    <div className="stack">
      {change && (
        <div>
          <Choice on={deck.leafing} set={(on) => offer(on, deck.download)} words={TEXTS.leafing} />
          <Choice on={deck.download} set={(on) => offer(deck.leafing, on)} words={TEXTS.download} />
        </div>
      )}
      <div className="row wrap">
        {mayDownload(deck, mine) && (
          <Button onPress={() => void original()}>
            <Download className="i s" aria-hidden="true" />
            {TEXTS.original}
          </Button>
        )}
        <Button isDisabled={pages.length === 0} onPress={() => void drawn()}>
          <PenLine className="i s" aria-hidden="true" />
          {TEXTS.drawn}
        </Button>
        {managing && slides.shown?.deck === deck.deck && (
          <Button onPress={() => void act({ do: "HideSlides" })}>
            <EyeOff className="i s" aria-hidden="true" />
            {TEXTS.hide}
          </Button>
        )}
        {change && !asked && (
          <Button onPress={() => ask(true)}>
            <Trash2 className="i s" aria-hidden="true" />
            {TEXTS.remove}
          </Button>
        )}
        <span className="small muted nums" role="status">
          {busy}
        </span>
      </div>
      {asked && (
        <div className="row wrap deck-removing" role="group" aria-label={TEXTS.removing}>
          <p className="grow">
            <b>{TEXTS.removing}</b> {deck.seen.size > 0 ? TEXTS.kept : TEXTS.gone}
          </p>
          <Button onPress={() => ask(false)}>{TEXTS.keep}</Button>
          <Button kind="stop" onPress={() => void act({ do: "RemoveDeck", deck: deck.deck })}>
            {TEXTS.remove}
          </Button>
        </div>
      )}
    </div>
  );
}

function Choice({ on, set, words }: { on: boolean; set: (on: boolean) => void; words: string }) {
  return (
    <Switch className="switch" isSelected={on} onChange={set}>
      <span className="track" aria-hidden="true" />
      {words}
    </Switch>
  );
}
