// On the stage's edge: turn pages, add and hide slides for those who lead; full screen for everybody.
import {
  ChevronLeft,
  ChevronRight,
  EyeOff,
  FileUp,
  GalleryVerticalEnd,
  Maximize,
  PinOff,
  StarOff,
} from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { ApiError, api } from "../../core/api";
import { IconButton } from "../../ui/Button";
import { useArranged } from "./arrange";
import { useRoom } from "./context";
import { BoardButtons, BoardPages, sheetOnStage } from "./RoomBoard";

function useUpload() {
  const { session, tell } = useRoom();
  const [busy, setBusy] = useState(false);
  const upload = async (file: File) => {
    setBusy(true);
    try {
      const { deck } = await api.addDeck(session.entry.classId, file, session.entry.token);
      await session.live.commands.act({ do: "ShowPage", deck, page: 1 });
    } catch (cause) {
      tell(
        cause instanceof ApiError ? `${cause.message} ${cause.next}` : "The slides could not be added.",
        "bad",
      );
    } finally {
      setBusy(false);
    }
  };
  return { busy, upload };
}

function Pages() {
  const { session, view, may, group } = useRoom();
  const leads = may("slides");
  const shown = view.slides.shown;
  const about = shown ? view.slides.decks.get(shown.deck) : undefined;
  const { act } = session.live.commands;
  if (!shown || !about || group) return null;
  const turn = (page: number) => void act({ do: "ShowPage", deck: shown.deck, page });
  return (
    <>
      {leads && (
        <IconButton label="Previous page" isDisabled={shown.page <= 1} onPress={() => turn(shown.page - 1)}>
          <ChevronLeft className="i" />
        </IconButton>
      )}
      <span className="nums page-of">
        {shown.page} / {about.pages}
      </span>
      {leads && (
        <IconButton
          label="Next page"
          isDisabled={shown.page >= about.pages}
          onPress={() => turn(shown.page + 1)}
        >
          <ChevronRight className="i" />
        </IconButton>
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
        <IconButton label="Unpin" onPress={unpin}>
          <PinOff className="i" />
        </IconButton>
      )}
      {view.staging.spotlit.length > 0 && may("spotlight") && !group && (
        <IconButton
          label="Turn the spotlight off"
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
  drawing: boolean;
  setDrawing: (on: boolean) => void;
  children: ReactNode;
}

export function StageTools({ full, drawing, setDrawing, children }: Props) {
  const room = useRoom();
  const { session, view, may } = room;
  const leads = may("slides");
  const sheet = sheetOnStage(room);
  const { busy, upload } = useUpload();
  const file = useRef<HTMLInputElement>(null);
  const { act } = session.live.commands;
  const { shown, last } = view.slides;
  return (
    <>
      <div className="edge-side">{sheet ? <BoardPages /> : <Pages />}</div>
      <div className="edge-middle">{children}</div>
      <div className="edge-side end">
        <Unchoose />
        <BoardButtons drawing={drawing} setDrawing={setDrawing} />
        {leads && shown && !sheet && (
          <IconButton label="Hide slides" onPress={() => void act({ do: "HideSlides" })}>
            <EyeOff className="i" />
          </IconButton>
        )}
        {leads && (!shown || sheet) && last && (
          <IconButton label="Show slides again" onPress={() => void act({ do: "ShowPage", ...last })}>
            <GalleryVerticalEnd className="i" />
          </IconButton>
        )}
        {leads && (
          <>
            <input
              ref={file}
              type="file"
              accept="application/pdf"
              className="vh"
              tabIndex={-1}
              aria-label="Slides as PDF"
              onChange={(event) => {
                const [chosen] = event.target.files ?? [];
                event.target.value = "";
                if (chosen) void upload(chosen);
              }}
            />
            <IconButton
              label={busy ? "Adding slides" : "Add slides"}
              isDisabled={busy}
              onPress={() => file.current?.click()}
            >
              <FileUp className="i" />
            </IconButton>
          </>
        )}
        <IconButton label="Full screen" onPress={full}>
          <Maximize className="i" />
        </IconButton>
      </div>
    </>
  );
}
