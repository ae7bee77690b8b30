// All slides of the class: choose a deck, jump to a page, save it; those who show slides also add, offer and remove them.
import { CircleAlert, FileUp, X } from "lucide-react";
import { type RefObject, useState } from "react";
import type { Act } from "../../core/commands";
import type { Coming, DeckFiles } from "../../core/decks";
import type { BoardView } from "../../core/view/board";
import { type DeckView, decksFor, mayRead, type PageView, type SlidesView } from "../../core/view/slides";
import { t } from "../../texts";
import { Button, IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { type Added, type Adding, comingWords } from "./adding";
import { Doing } from "./Doing";
import { Thumbs } from "./Thumbs";

// Behind the same import: what not everybody needs who sees slides.
export { allDrawn, bring } from "../../core/bringing";
export { SpeakerNotes } from "./SpeakerNotes";

/** What those have who show slides in the live class. */
export interface Managing {
  adding: Adding;
  chooser: RefObject<HTMLInputElement | null>;
}

interface Props {
  slides: SlidesView;
  board: () => BoardView;
  files: DeckFiles;
  /** May see a deck whole, keep its file, and in the live class change it. */
  owns: (deck: DeckView) => boolean;
  at: PageView | null;
  open: (page: PageView) => void;
  act: Act;
  /** May share the speaker notes of what is theirs, after class too. */
  shares?: boolean;
  tell: (text: string) => void;
  close: () => void;
  managing: Managing | null;
}

export default function DecksDialog(props: Props) {
  const { slides, owns, at, files, open, close, managing } = props;
  const shares = props.shares ?? managing !== null;
  const decks = decksFor(slides, (one) => shares && owns(one));
  const [chosen, choose] = useState(at?.deck);
  const deck = decks.find((one) => one.deck === chosen) ?? decks[0];
  const pages = deck
    ? Array.from({ length: deck.pages }, (_, index) => index + 1).filter((page) =>
        mayRead(deck, page, owns(deck)),
      )
    : [];
  return (
    <Dialog title={t("slides.slides")} open onClose={close} wide>
      <div className="slides-dialog">
        {managing && <Bring {...managing} />}
        {!deck && !managing?.adding.all.some((one) => !one.trouble) && (
          <p className="muted">{t("slides.none")}</p>
        )}
        {decks.length > 1 && (
          <ul className="decks" aria-label={t("slides.slides")}>
            {decks.map((one) => (
              <li key={one.deck}>
                <button
                  type="button"
                  className="deck"
                  aria-pressed={one === deck}
                  onClick={() => choose(one.deck)}
                >
                  <b className="clip" dir="auto">
                    {one.title}
                  </b>
                  <span className="small muted">{about(one, slides)}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {deck && (
          <>
            {decks.length === 1 && (
              <p className="row">
                <b className="clip" dir="auto">
                  {deck.title}
                </b>
                <span className="small muted">{about(deck, slides)}</span>
              </p>
            )}
            <Thumbs
              key={deck.deck}
              files={files}
              deck={deck}
              pages={pages}
              at={at?.deck === deck.deck ? at.page : deck.last || null}
              open={(page) => {
                open({ deck: deck.deck, page });
                close();
              }}
            />
            <Doing
              key={`${deck.deck} doing`}
              {...props}
              deck={deck}
              pages={pages}
              mine={owns(deck)}
              shares={shares}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}

function about(deck: DeckView, { shown }: SlidesView): string {
  const { pages: count, last: page } = deck;
  if (deck.removed) return t("slides.pages_removed", { count });
  if (shown?.deck === deck.deck) return t("slides.pages_on_stage", { count });
  return page > 0 ? t("slides.pages_last_at", { count, page }) : t("slides.pages", { count });
}

function Bring({ adding, chooser }: Managing) {
  return (
    <div className="stack">
      <div className="row wrap">
        <Button onPress={() => chooser.current?.click()}>
          <FileUp className="i s" aria-hidden="true" />
          {t("slides.add")}
        </Button>
        <span className="small muted grow deck-taken">{t("slides.taken")}</span>
      </div>
      {adding.all.length > 0 && (
        <ul className="slides-tray" aria-label={t("slides.coming")}>
          {adding.all.map((one) => (
            <Row key={one.key} one={one} forget={adding.forget} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** 0 to 1; null where nobody knows. */
function comingPart(coming: Coming): number | null {
  if (coming.step === "sending") return coming.part / 2;
  if (coming.step === "making") return null;
  return coming.pages > 0 ? 0.5 + coming.ready / coming.pages / 2 : null;
}

function Row({ one, forget }: { one: Added; forget: (key: number) => void }) {
  const part = comingPart(one.coming);
  return (
    <li className={one.trouble ? "bad" : ""}>
      {one.trouble ? (
        <CircleAlert className="i s" aria-hidden="true" />
      ) : (
        <FileUp className="i s" aria-hidden="true" />
      )}
      <span className="grow">
        <span className="row">
          <b className="clip" dir="auto">
            {one.name}
          </b>
          {!one.trouble && <span className="muted nums">{comingWords(one.coming)}</span>}
        </span>
        {one.trouble ? (
          <span className="field-error" role="alert">
            {one.trouble}
          </span>
        ) : (
          <progress
            max={100}
            value={part === null ? undefined : Math.round(part * 100)}
            aria-label={t("slides.coming_named", { name: one.name })}
          />
        )}
      </span>
      {one.trouble && (
        <IconButton
          label={t("slides.remove_named", { name: one.name })}
          size="sm"
          onPress={() => forget(one.key)}
        >
          <X className="i s" />
        </IconButton>
      )}
    </li>
  );
}
