// In the corner of a slide that plays: all slides, and leafing through them while the class goes on.
import { ChevronLeft, ChevronRight, LayoutGrid } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Me } from "../../core/api";
import type { Act } from "../../core/commands";
import type { DeckFiles } from "../../core/decks";
import { isStaff } from "../../core/view/people";
import { type DeckView, decksFor, nextPage } from "../../core/view/slides";
import type { View } from "../../core/view/types";
import type { Leafing } from "../../panels/slides/leafing";
import { t } from "../../texts";
import { Button, IconButton } from "../../ui/Button";
import css from "./playback.module.css";

const DecksDialog = lazy(() => import("../../panels/slides/DecksDialog"));

interface Props {
  files: DeckFiles;
  leafing: Leafing;
  /** At the moment that plays. */
  view: View;
  full: View;
  room: { act: Act };
  me: Me;
  owns: (deck: DeckView) => boolean;
}

export function LeafingBar({ files, leafing, view, full, room, me, owns }: Props) {
  const [open, setOpen] = useState(false);
  const [wrong, setWrong] = useState("");
  const { at, own, turn, back } = leafing;
  const about = at && full.slides.decks.get(at.deck);
  const shares = isStaff(me.role);
  if (!about || decksFor(full.slides, (one) => shares && owns(one)).length === 0) return null;
  const to = (step: 1 | -1) => nextPage(about, at.page, step, owns(about));
  const [before, next] = [to(-1), to(1)];
  const act: Act = async (command) => {
    const outcome = await room.act(command);
    setWrong(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
    return outcome;
  };
  return (
    <>
      <div className={css.leaf} data-own={own || undefined}>
        <IconButton label={t("playback.all_slides")} onPress={() => setOpen(true)}>
          <LayoutGrid className="i" aria-hidden="true" />
        </IconButton>
        <IconButton
          label={t("playback.page_before")}
          isDisabled={before === null}
          onPress={() => before && turn({ deck: at.deck, page: before })}
        >
          <ChevronLeft className="i" aria-hidden="true" />
        </IconButton>
        <span className="nums small">
          {at.page} / {about.pages}
        </span>
        <IconButton
          label={t("playback.page_after")}
          isDisabled={next === null}
          onPress={() => next && turn({ deck: at.deck, page: next })}
        >
          <ChevronRight className="i" aria-hidden="true" />
        </IconButton>
      </div>
      {own && (
        <div className="leafing">
          <span>{t("playback.page", { page: at.page })}</span>
          <Button size="sm" onPress={back}>
            {t("playback.page_of_class")}
          </Button>
        </div>
      )}
      {wrong && (
        <p className={css.boardNote} role="alert">
          {wrong}
        </p>
      )}
      {open && (
        <Suspense>
          <DecksDialog
            slides={{ ...full.slides, shown: view.slides.shown }}
            board={() => full.board}
            files={files}
            owns={owns}
            at={at}
            open={turn}
            act={act}
            shares={shares}
            tell={setWrong}
            close={() => setOpen(false)}
            managing={null}
          />
        </Suspense>
      )}
    </>
  );
}
