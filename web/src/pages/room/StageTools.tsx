// On the stage's edge: pages, slides, pens and the pointer for those who may; leafing and full screen for everybody.
import {
  ChevronLeft,
  ChevronRight,
  EyeOff,
  FileUp,
  GalleryVerticalEnd,
  LayoutGrid,
  Maximize,
  MousePointer2,
  PinOff,
  StarOff,
} from "lucide-react";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { decksFor, nextPage, type PageView } from "../../core/view/slides";
import { comingWords, dialog, TAKEN, useAdding } from "../../panels/slides/adding";
import type { Leafing } from "../../panels/slides/leafing";
import { t } from "../../texts";
import { Button, IconButton } from "../../ui/Button";
import { useArranged } from "./arrange";
import { useRoom, useShape } from "./context";
import { BoardButtons, BoardPages, sheetOnStage } from "./RoomBoard";
import { deckFiles } from "./Slide";

const DecksDialog = lazy(dialog);

/** What is taken up over the slides: a pen, or the dot that everybody sees. */
export type Hand = "pen" | "dot" | null;

/** Turns for everybody who may show slides, for oneself otherwise. */
function useTurn(leafing: Leafing): (to: PageView) => void {
  const { session, may } = useRoom();
  if (!may("slides")) return leafing.turn;
  return (to) => void session.live.commands.act({ do: "ShowPage", ...to });
}

function Pages({ leafing }: { leafing: Leafing }) {
  const { view, may, group, leads, me } = useRoom();
  const turn = useTurn(leafing);
  const { at, own } = leafing;
  const about = at ? view.slides.decks.get(at.deck) : undefined;
  if (!at || !about || group) return null;
  const shows = may("slides");
  const to = (step: 1 | -1) => nextPage(about, at.page, step, shows || leads || about.by === me);
  const [before, next] = [to(-1), to(1)];
  const leafs = shows || before !== null || next !== null;
  return (
    <>
      {leafs && (
        <IconButton
          label={t("tools.previous_page")}
          isDisabled={before === null}
          onPress={() => before && turn({ deck: at.deck, page: before })}
        >
          <ChevronLeft className="i" />
        </IconButton>
      )}
      <span className="nums page-of" role="status">
        <span className="vh">{t("tools.slide")} </span>
        {at.page} / {about.pages}
      </span>
      {leafs && (
        <IconButton
          label={t("tools.next_page")}
          isDisabled={next === null}
          onPress={() => next && turn({ deck: at.deck, page: next })}
        >
          <ChevronRight className="i" />
        </IconButton>
      )}
      {own && (
        <div className="leafing">
          <span>{t("tools.own_page", { page: at.page })}</span>
          <Button size="sm" onPress={leafing.back}>
            {t("tools.back_to_presenter")}
          </Button>
        </div>
      )}
    </>
  );
}

/** Add slides, and look at all of them. */
function Slides({ leafing }: { leafing: Leafing }) {
  const { session, view, me, may, leads, tell } = useRoom();
  const shows = may("slides");
  const files = deckFiles(session);
  const turn = useTurn(leafing);
  const [open, setOpen] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const adding = useAdding(files, (deck, name) => {
    // What is on the stage is not pushed aside by what was brought for later.
    const { shown } = session.live.timeline.live().slides;
    if (shown && !open) tell(t("tools.slides_ready", { name }));
    else if (!shown) void session.live.commands.act({ do: "ShowPage", deck, page: 1 });
  });
  const some = decksFor(view.slides).length > 0 || adding.all.length > 0;
  const coming = adding.all.find((one) => !one.trouble);
  const act = async (command: Parameters<typeof session.live.commands.act>[0]) => {
    const outcome = await session.live.commands.act(command);
    if (!outcome.ok) tell(`${outcome.error.message} ${outcome.error.next}`, "bad");
    return outcome;
  };
  return (
    <>
      {shows && (
        <input
          ref={chooser}
          type="file"
          accept={TAKEN}
          className="vh"
          tabIndex={-1}
          aria-label={t("tools.slides_file")}
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = "";
            if (!chosen) return;
            setOpen(true);
            void adding.add(chosen);
          }}
        />
      )}
      {coming && !open && <span className="small nums slides-coming">{comingWords(coming.coming)}</span>}
      {shows && !some && (
        <IconButton label={t("tools.add_slides")} onPress={() => chooser.current?.click()}>
          <FileUp className="i" />
        </IconButton>
      )}
      {some && (
        <IconButton label={t("tools.all_slides")} onPress={() => setOpen(true)}>
          <LayoutGrid className="i" />
        </IconButton>
      )}
      {open && (
        <Suspense>
          <DecksDialog
            slides={view.slides}
            board={() => session.live.timeline.live().board}
            files={files}
            owns={(deck) => leads || deck.by === me}
            at={leafing.at}
            open={turn}
            act={act}
            tell={(text) => tell(text, "bad")}
            close={() => setOpen(false)}
            managing={shows ? { adding, chooser } : null}
          />
        </Suspense>
      )}
    </>
  );
}

/** Back to whoever speaks: one's own pins, and for those with the right everybody's spotlight. */
function Unchoose() {
  const { session, view, may, group } = useRoom();
  const { pins, unpin } = useArranged();
  return (
    <>
      {pins.length > 0 && (
        <IconButton label={t("tools.unpin")} onPress={unpin}>
          <PinOff className="i" />
        </IconButton>
      )}
      {view.staging.spotlit.length > 0 && may("spotlight") && !group && (
        <IconButton
          label={t("tools.spotlight_off")}
          onPress={() => void session.live.commands.act({ do: "TurnSpotlight", people: [] })}
        >
          <StarOff className="i" />
        </IconButton>
      )}
    </>
  );
}

interface Props {
  full: () => void;
  hand: Hand;
  setHand: (hand: Hand) => void;
  leafing: Leafing;
  children: ReactNode;
}

export function StageTools({ full, hand, setHand, leafing, children }: Props) {
  const room = useRoom();
  const { session, view, may } = room;
  const shape = useShape();
  const shows = may("slides");
  const sheet = sheetOnStage(room);
  const { act } = session.live.commands;
  const { shown, last } = view.slides;
  const roomy = shape !== "phone";
  return (
    <>
      <div className="edge-side">{sheet ? <BoardPages /> : <Pages leafing={leafing} />}</div>
      <div className="edge-middle">{children}</div>
      <div className="edge-side end">
        <Unchoose />
        {shows && shown && !sheet && roomy && (
          <IconButton
            label={t("tools.point")}
            aria-pressed={hand === "dot"}
            onPress={() => setHand(hand === "dot" ? null : "dot")}
          >
            <MousePointer2 className="i" />
          </IconButton>
        )}
        <BoardButtons drawing={hand === "pen"} setDrawing={(on) => setHand(on ? "pen" : null)} />
        {shows && shown && !sheet && roomy && (
          <IconButton label={t("tools.hide_slides")} onPress={() => void act({ do: "HideSlides" })}>
            <EyeOff className="i" />
          </IconButton>
        )}
        {shows && (!shown || sheet) && last && (
          <IconButton label={t("tools.slides_again")} onPress={() => void act({ do: "ShowPage", ...last })}>
            <GalleryVerticalEnd className="i" />
          </IconButton>
        )}
        <Slides leafing={leafing} />
        <IconButton label={t("tools.full_screen")} onPress={full}>
          <Maximize className="i" />
        </IconButton>
      </div>
    </>
  );
}
